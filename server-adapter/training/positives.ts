import type { Likes } from './likes.js';

/**
 * What each user liked, in order of time (CSR): user u liked the items `items[offsets[u]]` to
 * `items[offsets[u + 1] - 1]`, oldest first, each once. Shared between threads.
 */
export interface Positives {
  readonly itemCount: number;
  readonly offsets: Uint32Array;
  readonly items: Uint32Array;
}

/** The newest items of one user that count: what a few did without end must not decide about all others. */
export const MOST_PER_USER = 2000;

/**
 * Gathers likes by user. Of several likes of one item by one user the first counts; equal times come by item.
 *
 * @param numbers of the items, by their place in `likes.itemIds`
 */
export function positivesOf(likes: Likes, numbers: Uint32Array, itemCount: number): Positives {
  const { users, items, times, userCount } = likes;
  const starts = new Uint32Array(userCount + 1);
  for (const user of users) starts[user + 1]!++;
  for (let user = 0; user < userCount; user++) starts[user + 1]! += starts[user]!;
  const places = new Uint32Array(users.length);
  const next = starts.slice();
  for (let place = 0; place < users.length; place++) places[next[users[place]!]!++] = place;
  const offsets = shared(Uint32Array, userCount + 1);
  const kept = shared(Uint32Array, users.length);
  let count = 0;
  for (let user = 0; user < userCount; user++) {
    const own = places
      .subarray(starts[user], starts[user + 1])
      .sort((a, b) => times[a]! - times[b]! || numbers[items[a]!]! - numbers[items[b]!]!);
    const once = new Set<number>();
    for (const place of own) once.add(numbers[items[place]!]!);
    let excess = once.size - MOST_PER_USER;
    for (const item of once) if (excess-- <= 0) kept[count++] = item;
    offsets[user + 1] = count;
  }
  return { itemCount, offsets, items: kept.subarray(0, count) };
}

/** A typed array that threads share. */
export function shared<T>(
  type: { new (buffer: SharedArrayBuffer): T; BYTES_PER_ELEMENT: number },
  length: number,
): T {
  return new type(new SharedArrayBuffer(type.BYTES_PER_ELEMENT * length));
}

/** Who liked each item (CSR), and at which place of their list. */
export interface Likers {
  readonly offsets: Uint32Array;
  readonly users: Uint32Array;
  readonly places: Uint32Array;
}

export function likersOf({ itemCount, offsets, items }: Positives): Likers {
  const starts = shared(Uint32Array, itemCount + 1);
  for (const item of items) starts[item + 1]!++;
  for (let item = 0; item < itemCount; item++) starts[item + 1]! += starts[item]!;
  const next = starts.slice();
  const users = shared(Uint32Array, items.length);
  const places = shared(Uint32Array, items.length);
  for (let user = 0; user + 1 < offsets.length; user++)
    for (let place = offsets[user]!; place < offsets[user + 1]!; place++) {
      const at = next[items[place]!]!++;
      users[at] = user;
      places[at] = place;
    }
  return { offsets: starts, users, places };
}
