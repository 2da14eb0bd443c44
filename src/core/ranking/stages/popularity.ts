import type { Scorer } from '../contract.js';
import { perCatalog } from '../per-catalog.js';

const logarithms = perCatalog(({ popularity }) => popularity.map((count) => Math.log1p(count)));

/** How much an item is in demand: the logarithm of its count, because counts are heavy-tailed. */
export const popularity: Scorer = {
  name: 'popularity',
  score({ catalog }, candidates, scores) {
    const all = logarithms(catalog);
    for (let i = 0; i < candidates.length; i++) scores[i] = all[candidates[i]!]!;
  },
  reason({ catalog }, index) {
    return catalog.popularity[index]! > 0 ? { kind: 'popular', text: 'Popular' } : undefined;
  },
};
