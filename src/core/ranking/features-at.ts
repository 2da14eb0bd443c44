import type { Catalog } from '../catalog.js';

/** Rows in `catalog.features` of what an item has. */
export function featuresAt({ offsets, values }: Catalog, index: number): Uint32Array {
  return values.subarray(offsets[index], offsets[index + 1]);
}
