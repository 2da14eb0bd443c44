import type { Catalog } from '../catalog.js';

/** Rows in `catalog.features` of what an item has. */
export function featuresAt({ offsets, values }: Catalog, index: number): Uint32Array {
  return values.subarray(offsets[index], offsets[index + 1]);
}

/** Whether an item has one of some features, by their rows. */
export function hasAny({ offsets, values }: Catalog, index: number, features: readonly number[]): boolean {
  for (let place = offsets[index]!; features.length && place < offsets[index + 1]!; place++)
    if (features.includes(values[place]!)) return true;
  return false;
}
