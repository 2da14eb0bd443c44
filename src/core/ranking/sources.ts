import type { Stages } from './contract.js';
import { affinity } from './stages/affinity.js';
import { diversity } from './stages/diversity.js';
import { fresh } from './stages/fresh.js';
import { having } from './stages/having.js';
import { muted } from './stages/muted.js';
import { popularity } from './stages/popularity.js';
import { seen } from './stages/seen.js';
import { similarTo } from './stages/similar-to.js';

/** Which list: `for-you`, `popular`, `new`, `genre:<genre>` or `similar:<item id>`. */
export type ListSource = 'for-you' | 'popular' | 'new' | `genre:${string}` | `similar:${string}`;

/**
 * The default pipeline. The shares say how far taste may move what is popular: on its own it ranks worse than
 * popularity does, so popularity never falls silent.
 */
export const DEFAULT_STAGES: Stages = {
  filters: [seen, muted],
  scorers: [
    [affinity, [0.5, 0.6, 0.65]],
    [popularity, [0.48, 0.38, 0.33]],
    // Decides alone where no item has a count.
    [fresh, [0.02, 0.02, 0.02]],
  ],
  rerankers: [diversity()],
};

/** The pipeline behind a list. */
export function stagesFor(source: ListSource, stages: Stages = DEFAULT_STAGES): Stages {
  if (source === 'popular') return { ...stages, scorers: [[popularity, [1, 1, 1]]], rerankers: [] };
  if (source === 'new') return { ...stages, scorers: [[fresh, [1, 1, 1]]], rerankers: [] };
  if (source.startsWith('genre:')) return { ...stages, filters: [...stages.filters, having(source)] };
  if (source.startsWith('similar:')) {
    const scorer = similarTo(source.slice('similar:'.length));
    return {
      ...stages,
      scorers: [
        [scorer, [0.9, 0.9, 0.9]],
        [popularity, [0.1, 0.1, 0.1]],
      ],
    };
  }
  return stages;
}
