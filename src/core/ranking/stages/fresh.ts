import { hash32 } from '../../hash.js';
import type { Scorer } from '../contract.js';
import { perCatalog } from '../per-catalog.js';

const newness = perCatalog(({ ids, years }) =>
  Float64Array.from(ids, (id, index) => years[index]! + hash32(id) / 2 ** 32),
);

/** How new an item is, by year; within a year in a fixed order that favours none. */
export const fresh: Scorer = {
  name: 'fresh',
  score({ catalog }, candidates, scores) {
    const all = newness(catalog);
    for (let i = 0; i < candidates.length; i++) scores[i] = all[candidates[i]!]!;
  },
  reason({ catalog }, index) {
    const year = catalog.years[index]!;
    return year ? { kind: 'new', text: `From ${year}` } : undefined;
  },
};
