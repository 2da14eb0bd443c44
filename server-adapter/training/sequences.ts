import { largest } from './largest.js';
import type { Likers, Positives } from './positives.js';

/** How many places after an item count as coming next; each counts 1 / distance. */
const REACH = 5;

/** Likes of an item that are taken as followed by nothing. */
const SHRINKAGE = 10;

export interface Sequences {
  /** The items that come next after one most often. @returns them, ascending, and how often, each valid until the next call */
  next(item: number, count: number): { items: Uint32Array; weightOf(item: number): number };
}

export function createSequences({ itemCount, offsets, items }: Positives, likers: Likers): Sequences {
  const counts = new Float64Array(itemCount);
  const touched = new Uint32Array(itemCount);
  const values = new Float64Array(itemCount);
  let length = 0;
  let total = 1;
  return {
    next(item, count) {
      for (let i = 0; i < length; i++) counts[touched[i]!] = 0;
      length = 0;
      const end = likers.offsets[item + 1]!;
      for (let at = likers.offsets[item]!; at < end; at++) {
        const place = likers.places[at]!;
        const last = Math.min(place + REACH, offsets[likers.users[at]! + 1]! - 1);
        for (let after = place + 1; after <= last; after++) {
          const other = items[after]!;
          if (!counts[other]) touched[length++] = other;
          counts[other]! += 1 / (after - place);
        }
      }
      total = end - likers.offsets[item]! + SHRINKAGE;
      for (let i = 0; i < length; i++) values[i] = counts[touched[i]!]!;
      return {
        items: largest(touched.subarray(0, length), values, count),
        weightOf: (other) => counts[other]! / total,
      };
    },
  };
}
