import { encodeModel } from '../../src/core/index.js';
import type { Features } from './content.js';
import { createTable, eachOf } from './item-table.js';
import { SUPPORT } from './item-weights.js';
import { createRoom, STEPS, type Room, type Step } from './jobs.js';
import { nthLargest } from './largest.js';
import { roundToLevels } from './levels.js';
import { likersOf, type Positives } from './positives.js';
import { createThreads } from './threads.js';

/** What a cosine of features is worth beside a weight by likes: new items are to be found, not to crowd in. */
const BY_FEATURES = 0.25;

/** What to train on. Items are numbers below `ids.length`, those with likes first and the most liked before others. */
export interface TrainingData {
  readonly ids: readonly string[];
  readonly positives: Positives;
  readonly features: Features;
}

export interface TrainOptions {
  /** Weights kept per item with likes, on average. */
  entries?: number;
  /** Followers kept per item. */
  followers?: number;
  /** Neighbours of an item that has none by likes. */
  alike?: number;
  /** Levels that weights are rounded to; 16 take half a byte, up to 256 a whole one. */
  levels?: number;
  /** How much weights of rare items are held back, in roots of the number of users. */
  ridge?: number;
  /** Share of likes that are taken as forgotten at random: holds back what goes with everything. */
  dropout?: number;
  threads?: number;
  onProgress?: (step: Step, done: number, total: number) => void;
}

/** Trains an item model. The defaults are tuned on validation data: `npm run tune`. @returns its file */
export async function trainModel(
  data: TrainingData,
  options: TrainOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { ids, positives, features } = data;
  const { entries = 20, followers = 16, alike = 5, levels = 16, ridge = 2, dropout = 0.5, threads } = options;
  const liked = positives.itemCount;
  const material = {
    positives,
    likers: likersOf(positives),
    features,
    options: { ridge: ridge * Math.sqrt(positives.offsets.length - 1), dropout },
    support: createRoom(liked, SUPPORT),
    followers: createRoom(liked, followers),
    alike: createRoom(ids.length, alike),
  };
  const crew = createThreads(material, threads);
  try {
    for (const step of STEPS) {
      if (step === 'refit') keepLargest(material.support, liked * entries);
      const [from, to] = step === 'compare' ? [liked, ids.length] : [0, liked];
      await crew.run(step, from, to, (done) => options.onProgress?.(step, done, to - from));
    }
  } finally {
    await crew.close();
  }
  const { support, alike: content } = material;
  const neighbours = createTable(ids.length, sum(support.counts) + 2 * sum(content.counts));
  eachOf(support, 0, liked, (item, source, weight) => neighbours.add(source, item, weight));
  const scale = liked ? BY_FEATURES * typical(support, liked) : 1;
  eachOf(content, liked, ids.length, (item, other, cosine) => {
    neighbours.add(item, other, cosine * scale);
    neighbours.add(other, item, cosine * scale);
  });
  const sequence = createTable(ids.length, sum(material.followers.counts));
  eachOf(material.followers, 0, liked, (item, next, weight) => sequence.add(item, next, weight));
  return encodeModel({
    ids,
    liked,
    neighbours: roundToLevels(neighbours.build(), levels),
    sequence: roundToLevels(sequence.build(), levels),
  });
}

/** Keeps the weights that are largest over the whole matrix, by their amount. */
function keepLargest({ width, counts, targets, weights }: Room, most: number): void {
  const amounts = new Float32Array(sum(counts));
  let length = 0;
  for (let item = 0; item < counts.length; item++)
    for (let at = item * width; at < item * width + counts[item]!; at++)
      amounts[length++] = Math.abs(weights[at]!);
  const threshold = nthLargest(amounts, most);
  for (let item = 0; item < counts.length; item++) {
    const start = item * width;
    let kept = 0;
    for (let at = start; at < start + counts[item]!; at++) {
      if (Math.abs(weights[at]!) < threshold) continue;
      targets[start + kept] = targets[at]!;
      weights[start + kept++] = weights[at]!;
    }
    counts[item] = kept;
  }
}

function sum(counts: Uint16Array): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** The mean of the largest weight for each item. */
function typical({ width, counts, weights }: Room, size: number): number {
  let total = 0;
  let items = 0;
  for (let item = 0; item < size; item++) {
    if (!counts[item]) continue;
    total += weights.subarray(item * width, item * width + counts[item]!).reduce((a, b) => Math.max(a, b));
    items++;
  }
  return total / (items || 1);
}
