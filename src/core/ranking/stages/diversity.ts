import type { Catalog } from '../../catalog.js';
import type { Reranker, Scored } from '../contract.js';
import { featuresAt } from '../features-at.js';

/**
 * Maximal marginal relevance (Carbonell, Goldstein: "The Use of MMR", SIGIR 1998): each place goes to the
 * candidate with the best λ·score − (1 − λ)·(Jaccard similarity to the most similar one chosen before).
 */
export function diversity(lambda = 0.8): Reranker {
  return {
    name: 'diversity',
    rerank({ catalog }, best, limit) {
      const similarity = new Float64Array(best.length);
      const left = best.map((_, place) => place);
      const chosen: Scored[] = [];
      while (chosen.length < limit && left.length) {
        let at = 0;
        let most = -Infinity;
        for (const [i, place] of left.entries()) {
          const value = lambda * best[place]!.score - (1 - lambda) * similarity[place]!;
          if (value > most) [at, most] = [i, value];
        }
        const next = best[left.splice(at, 1)[0]!]!;
        chosen.push(next);
        for (const place of left)
          similarity[place] = Math.max(similarity[place]!, jaccard(catalog, next.index, best[place]!.index));
      }
      return chosen;
    },
  };
}

function jaccard(catalog: Catalog, a: number, b: number): number {
  const [ours, theirs] = [featuresAt(catalog, a), featuresAt(catalog, b)];
  let shared = 0;
  for (const feature of theirs) if (ours.includes(feature)) shared++;
  return shared / (ours.length + theirs.length - shared || 1);
}
