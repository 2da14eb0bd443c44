import type { Scorer, Stages } from './contract.js';
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
  const alone = (scorer: Scorer): Stages => ({ ...stages, scorers: [[scorer, [1, 1, 1]]], rerankers: [] });
  if (source === 'popular') return alone(popularity);
  if (source === 'new') return alone(fresh);
  if (source.startsWith('genre:')) return { ...stages, filters: [...stages.filters, having(source)] };
  if (source.startsWith('similar:'))
    return {
      ...stages,
      scorers: [
        [similarTo(source.slice(8)), [0.9, 0.9, 0.9]],
        [popularity, [0.1, 0.1, 0.1]],
      ],
    };
  return stages;
}
