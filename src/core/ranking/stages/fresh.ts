import type { Catalog } from '../../catalog.js';
import { hash32 } from '../../hash.js';
import type { Scorer } from '../contract.js';
import { oncePer } from '../once-per.js';

const newness = oncePer(({ ids, years }: Catalog) =>
  Float64Array.from(ids, (id, index) => years[index]! + hash32(id) / 2 ** 32),
);

/** How new an item is, by year; within a year in a fixed order that favours none. */
export const fresh: Scorer = {
  name: 'fresh',
  score({ catalog }, scores) {
    scores.set(newness(catalog));
    return 1;
  },
  reason({ catalog }, index) {
    const year = catalog.years[index]!;
    return year ? { kind: 'new', text: `From ${year}` } : undefined;
  },
};
