import type { Catalog } from '../catalog.js';
import { oncePer } from './once-per.js';

const postings = oncePer((_: Catalog) => new Map<string, Uint32Array>());

/** The catalog rows that have a feature, in order. */
export function having(catalog: Catalog, feature: string): Uint32Array {
  const known = postings(catalog);
  let rows = known.get(feature);
  if (!rows) {
    const { offsets, values, size } = catalog;
    const wanted = catalog.featureIndexOf(feature);
    const found: number[] = [];
    for (let row = 0; wanted >= 0 && row < size; row++)
      for (let i = offsets[row]!; i < offsets[row + 1]!; i++) if (values[i] === wanted) found.push(row);
    known.set(feature, (rows = Uint32Array.from(found)));
  }
  return rows;
}
