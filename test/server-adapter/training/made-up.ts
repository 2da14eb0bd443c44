import type { Likes } from '../../../server-adapter/training/likes.js';

/** Numbers from a fixed sequence. @returns a whole number from 0 up to a limit */
export function createDraw(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/**
 * Likes of a made-up site: items fall into groups, users mostly like those of one group, the first items of a
 * group are liked most, and item n of a group is often followed by item n + 1.
 */
export function madeUpLikes({ users = 200, items = 60, groups = 4, each = 12, seed = 1 } = {}): Likes {
  const draw = createDraw(seed);
  const columns: [user: number, item: number, time: number][] = [];
  for (let user = 0; user < users; user++) {
    const liked = new Set<number>();
    const group = user % groups;
    let item = group;
    while (liked.size < each) {
      liked.add(item);
      if (draw(3)) item = (item + groups) % items;
      else item = Math.min(draw(items), draw(items));
      if (draw(10)) item -= (item % groups) - group;
      if (item >= items || item < 0) item = group;
    }
    for (const [i, it] of [...liked].entries()) columns.push([user, it, user * 1000 + i]);
  }
  return {
    itemIds: Array.from({ length: items }, (_, i) => `item-${i}`),
    userCount: users,
    users: Uint32Array.from(columns, ([user]) => user),
    items: Uint32Array.from(columns, ([, item]) => item),
    times: Float64Array.from(columns, ([, , time]) => time),
  };
}

/** The group of such an item, from its id. */
export function groupOf(id: string, groups = 4): number {
  return Number(id.split('-')[1]) % groups;
}
