import type { ItemTable } from '../../src/core/index.js';
import type { Room } from './jobs.js';

/** Collects weights by source and target. */
export interface TableBuilder {
  add(source: number, target: number, weight: number): void;
  /** Each item's targets ascending; of a pair given twice the first counts. */
  build(): ItemTable;
}

export function createTable(size: number, room: number): TableBuilder {
  const sources = new Uint32Array(room);
  const targets = new Uint32Array(room);
  const weights = new Float32Array(room);
  let length = 0;
  return {
    add(source, target, weight) {
      sources[length] = source;
      targets[length] = target;
      weights[length++] = weight;
    },
    build() {
      const offsets = new Uint32Array(size + 1);
      for (let i = 0; i < length; i++) offsets[sources[i]! + 1]!++;
      for (let item = 0; item < size; item++) offsets[item + 1]! += offsets[item]!;
      const order = new Uint32Array(length);
      const next = offsets.slice();
      for (let i = 0; i < length; i++) order[next[sources[i]!]!++] = i;
      for (let item = 0; item < size; item++)
        order.subarray(offsets[item], offsets[item + 1]).sort((a, b) => targets[a]! - targets[b]! || a - b);
      return unrepeated(offsets, order, targets, weights);
    },
  };
}

function unrepeated(
  starts: Uint32Array,
  order: Uint32Array,
  targets: Uint32Array,
  weights: Float32Array,
): ItemTable {
  const offsets = new Uint32Array(starts.length);
  const kept = new Uint32Array(order.length);
  let length = 0;
  for (let item = 0; item + 1 < starts.length; item++) {
    for (let at = starts[item]!; at < starts[item + 1]!; at++)
      if (at === starts[item] || targets[order[at]!] !== targets[order[at - 1]!]) kept[length++] = order[at]!;
    offsets[item + 1] = length;
  }
  const places = kept.subarray(0, length);
  return {
    offsets,
    targets: Uint32Array.from(places, (place) => targets[place]!),
    weights: Float32Array.from(places, (place) => weights[place]!),
  };
}

/** Calls with every target of some items. */
export function eachOf(
  { width, counts, targets, weights }: Room,
  from: number,
  to: number,
  visit: (item: number, target: number, weight: number) => void,
): void {
  for (let item = from; item < to; item++)
    for (let at = item * width; at < item * width + counts[item]!; at++)
      visit(item, targets[at]!, weights[at]!);
}
