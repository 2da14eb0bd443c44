import type { Likes } from './likes.js';

/** Ratings in columns: entry i is that user `userIds[users[i]]` gave item `itemIds[items[i]]` the value `values[i]`. */
export interface Ratings {
  readonly userIds: readonly string[];
  readonly itemIds: readonly string[];
  readonly users: Uint32Array;
  readonly items: Uint32Array;
  /** 0.5 to 5. */
  readonly values: Float32Array;
  /** ms */
  readonly times: Float64Array;
}

/** The least rating that says an item was liked. */
export const POSITIVE = 4;

/** The entries of ratings that say that an item was liked: all that do, by default. */
export function likesIn(ratings: Ratings, entries?: readonly number[]): Likes {
  const { itemIds, userIds, values } = ratings;
  const places = Uint32Array.from(
    entries ?? [...values.keys()].filter((entry) => values[entry]! >= POSITIVE),
  );
  return {
    itemIds,
    userCount: userIds.length,
    users: places.map((entry) => ratings.users[entry]!),
    items: places.map((entry) => ratings.items[entry]!),
    times: Float64Array.from(places, (entry) => ratings.times[entry]!),
  };
}
