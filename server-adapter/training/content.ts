import { largest } from './largest.js';

/** Features of items (CSR). */
export interface Features {
  readonly count: number;
  readonly offsets: Uint32Array;
  readonly values: Uint32Array;
  /** By feature: how much it says of an item. */
  readonly importance: Float64Array;
}

export interface Content {
  /** The items most alike by their features, ascending. */
  alike(item: number, count: number): { items: Uint32Array; cosineOf(item: number): number };
}

/** Compares items by the cosine of their features, rare ones weighing more (TF-IDF). */
export function createContent({ count, offsets, values, importance }: Features): Content {
  const size = offsets.length - 1;
  const starts = new Uint32Array(count + 1);
  for (const feature of values) starts[feature + 1]!++;
  const weights = Float64Array.from(
    importance,
    (important, feature) => Math.sqrt(Math.log(1 + size / (starts[feature + 1]! || 1))) * important,
  );
  for (let feature = 0; feature < count; feature++) starts[feature + 1]! += starts[feature]!;
  const holders = new Uint32Array(values.length);
  const lengths = new Float64Array(size);
  const next = starts.slice();
  for (let item = 0; item < size; item++) {
    for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
      holders[next[values[at]!]!++] = item;
      lengths[item]! += weights[values[at]!]! ** 2;
    }
    lengths[item] = Math.sqrt(lengths[item]!) || 1;
  }
  const products = new Float64Array(size);
  const touched = new Uint32Array(size);
  const cosines = new Float64Array(size);
  let length = 0;
  return {
    alike(item, count) {
      for (let i = 0; i < length; i++) products[touched[i]!] = 0;
      length = 0;
      for (let at = offsets[item]!; at < offsets[item + 1]!; at++) {
        const feature = values[at]!;
        for (let holder = starts[feature]!; holder < starts[feature + 1]!; holder++) {
          const other = holders[holder]!;
          if (!products[other]) touched[length++] = other;
          products[other]! += weights[feature]! ** 2;
        }
      }
      const cosineOf = (other: number) => products[other]! / (lengths[item]! * lengths[other]!);
      for (let i = 0; i < length; i++) cosines[i] = touched[i] === item ? 0 : cosineOf(touched[i]!);
      return { items: largest(touched.subarray(0, length), cosines, count), cosineOf };
    },
  };
}
