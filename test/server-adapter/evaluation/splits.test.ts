import { assert } from 'chai';
import { FOLDS, newVisitorSplit, nextItemSplit } from '../../../server-adapter/evaluation/splits.js';
import type { Ratings } from '../../../server-adapter/training/ratings.js';

/** Ratings as rows: user, item, value, time. */
function ratingsOf(rows: readonly (readonly [string, string, number, number])[]): Ratings {
  const userIds = [...new Set(rows.map(([user]) => user))];
  const itemIds = [...new Set(rows.map(([, item]) => item))];
  return {
    userIds,
    itemIds,
    users: Uint32Array.from(rows, ([user]) => userIds.indexOf(user)),
    items: Uint32Array.from(rows, ([, item]) => itemIds.indexOf(item)),
    values: Float32Array.from(rows, ([, , value]) => value),
    times: Float64Array.from(rows, ([, , , time]) => time),
  };
}

const itemsOf = (ratings: Ratings, entries: readonly number[]) =>
  entries.map((entry) => ratings.itemIds[ratings.items[entry]!]);

describe('the next-item protocol', () => {
  // Ten ratings; liked are 1, 3, 5 and 8. Two things were done at the same time: the lower id comes first.
  const liked = new Set([1, 3, 5, 8]);
  const rows = Array.from({ length: 10 }, (_, i): [string, string, number, number] => [
    'u',
    String(i),
    liked.has(i) ? 4 : 3.5,
    i === 4 ? 5 : i,
  ]).reverse();
  const ratings = ratingsOf([...rows, ['few', '1', 5, 1], ['few', '2', 5, 2]]);

  it('asks for the last liked item from all that came before, and drops what came after', () => {
    const { training, cases } = nextItemSplit(ratings);
    assert.lengthOf(cases, 1);
    assert.deepEqual(itemsOf(ratings, cases[0]!.history), ['0', '1', '2', '3', '4', '5', '6', '7']);
    assert.deepEqual(
      cases[0]!.targets.map((item) => ratings.itemIds[item]),
      ['8'],
    );
    assert.sameMembers(itemsOf(ratings, training), ['1', '3', '5', '1', '2']);
  });

  it('validates on the one before, as if the last had never been', () => {
    // What is left has fewer than ten ratings: nobody is asked, and what was hidden stays hidden.
    const { training, cases } = nextItemSplit(ratings, true);
    assert.lengthOf(cases, 0);
    assert.sameMembers(itemsOf(ratings, training), ['1', '3', '5', '1', '2']);

    const more = ratingsOf([...Array.from({ length: 6 }, (_, i) => ['u', `a${i}`, 3, -i] as const), ...rows]);
    const split = nextItemSplit(more, true);
    assert.deepEqual(
      split.cases[0]!.targets.map((item) => more.itemIds[item]),
      ['5'],
    );
    assert.sameMembers(itemsOf(more, split.training), ['1', '3']);
  });
});

describe('the new-visitor protocol', () => {
  const rows = Array.from({ length: 400 }, (_, user) =>
    Array.from(
      { length: user % 3 ? 11 : 4 },
      (_, i) => [String(user), String(i), i === 10 ? 2 : 5, i] as const,
    ),
  ).flat();
  const ratings = ratingsOf(rows);

  it('asks every user with five likes in exactly one part, and trains on neither that part nor the next', () => {
    const asked = new Map<string, number>();
    for (let fold = 0; fold < FOLDS; fold++) {
      const { training, cases } = newVisitorSplit(ratings, fold);
      const userOf = (entry: number) => ratings.userIds[ratings.users[entry]!]!;
      const held = new Set(cases.map(({ history }) => userOf(history[0]!)));
      for (const user of held) asked.set(user, (asked.get(user) ?? 0) + 1);
      const validated = new Set(
        newVisitorSplit(ratings, fold, true).cases.map(({ history }) => userOf(history[0]!)),
      );
      for (const entry of training) {
        assert.isFalse(held.has(userOf(entry)) || validated.has(userOf(entry)));
        assert.isAtLeast(ratings.values[entry]!, 4);
      }
    }
    assert.equal(asked.size, ratings.userIds.filter((user) => Number(user) % 3).length);
    assert.isTrue([...asked.values()].every((count) => count === 1));
  });

  it('hides a fifth of what they like', () => {
    for (const { history, targets } of newVisitorSplit(ratings, 0).cases) {
      assert.lengthOf(targets, 2);
      assert.lengthOf(history, 8);
      assert.isFalse(history.some((entry) => targets.includes(ratings.items[entry]!)));
    }
  });
});
