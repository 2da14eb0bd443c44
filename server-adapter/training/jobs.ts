import { createContent, type Features } from './content.js';
import { createItemWeights, type RidgeOptions } from './item-weights.js';
import { shared, type Likers, type Positives } from './positives.js';
import { createSequences } from './sequences.js';

/** Room for each item's targets and weights, shared between threads; unused places are at an item's end. */
export interface Room {
  readonly width: number;
  /** How many places each item uses. */
  readonly counts: Uint16Array;
  readonly targets: Uint32Array;
  readonly weights: Float32Array;
}

export function createRoom(size: number, width: number): Room {
  return {
    width,
    counts: shared(Uint16Array, size),
    targets: shared(Uint32Array, size * width),
    weights: shared(Float32Array, size * width),
  };
}

/** What threads train on. */
export interface Material {
  readonly positives: Positives;
  readonly likers: Likers;
  readonly features: Features;
  readonly options: RidgeOptions;
  /** By item, the items that speak for it. */
  readonly support: Room;
  /** By item, the items that come next. */
  readonly followers: Room;
  /** By item, the items that are alike. */
  readonly alike: Room;
}

/** Steps of training, in order; each does one item at a time, independent of all others. */
export const STEPS = ['choose', 'refit', 'follow', 'compare'] as const;
export type Step = (typeof STEPS)[number];

/** Makes what does a step for one item. */
export function createJobs({ positives, likers, features, options, ...rooms }: Material) {
  const { support, followers, alike } = rooms;
  const itemWeights = createItemWeights(positives, likers, options);
  const sequences = createSequences(positives, likers);
  const content = createContent(features);

  function put(
    room: Room,
    item: number,
    targets: Uint32Array,
    weightOf: (target: number, i: number) => number,
  ) {
    const start = item * room.width;
    room.counts[item] = targets.length;
    room.targets.set(targets, start);
    for (const [i, target] of targets.entries()) room.weights[start + i] = weightOf(target, i);
  }

  const jobs: Record<Step, (item: number) => void> = {
    choose(item) {
      const nearest = itemWeights.nearest(item);
      const weights = itemWeights.fit(item, nearest);
      put(support, item, nearest, (_, i) => weights[i]!);
    },
    refit(item) {
      const start = item * support.width;
      const kept = support.targets.slice(start, start + support.counts[item]!);
      const weights = itemWeights.fit(item, kept);
      put(support, item, kept, (_, i) => weights[i]!);
    },
    follow(item) {
      const { items, weightOf } = sequences.next(item, followers.width);
      put(followers, item, items, weightOf);
    },
    compare(item) {
      const { items, cosineOf } = content.alike(item, alike.width);
      put(alike, item, items, cosineOf);
    },
  };
  return jobs;
}
