import { assert } from 'chai';
import { measure } from '../../../server-adapter/evaluation/evaluate.js';
import { qualityOf } from '../../../server-adapter/evaluation/metrics.js';
import { BASELINES } from '../../../server-adapter/evaluation/recommenders.js';
import { newVisitorSplit, nextItemSplit } from '../../../server-adapter/evaluation/splits.js';
import { NOW, prepareTrial, type Trial } from '../../../server-adapter/evaluation/trial.js';
import type { Ratings } from '../../../server-adapter/training/ratings.js';
import { createCatalog } from '../../../src/core/index.js';
const none = createCatalog([]);
const identity = (count: number) => Uint32Array.from({ length: count }, (_, i) => i);
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

describe('evaluation, at its edges', () => {
  const rows = (user: string, count: number) =>
    Array.from({ length: count }, (_, i) => [user, String(i + 1), 5, i] as const);
  it('asks users with ten ratings, not with nine', () => {
    const { cases } = nextItemSplit(ratingsOf([...rows('nine', 9), ...rows('ten', 10)]));
    assert.lengthOf(cases, 1);
    assert.lengthOf(cases[0]!.history, 9);
  });
  it('splits visitors by the hashes of the protocol', () => {
    const users = ['1', '2', '3', '4', '7', 'Zoë', '名'];
    const ratings = ratingsOf(users.flatMap((user) => rows(user, 9)));
    const found: Record<string, [number, string[]]> = {};
    for (let fold = 0; fold < 10; fold++)
      for (const { history, targets } of newVisitorSplit(ratings, fold).cases)
        found[ratings.userIds[ratings.users[history[0]!]!]!] = [
          fold,
          targets.map((item) => ratings.itemIds[item]!),
        ];
    // From an implementation of its own (Python).
    assert.deepEqual(found, {
      1: [9, ['3']],
      2: [5, ['7']],
      3: [5, ['2']],
      4: [6, ['2']],
      7: [1, ['9']],
      Zoë: [8, ['6']],
      名: [7, ['5']],
    });
  });
  const some = Array.from({ length: 12 }, (_, user) =>
    Array.from(
      { length: 11 },
      (_, i) => [`u${user}`, i === 10 ? `own-${user}` : String(i), 5, 1e6 * i] as const,
    ),
  ).flat();
  it('counts a wanted item that nobody else liked as a miss, and drops it for new visitors', async () => {
    const ratings = ratingsOf(some);
    const split = nextItemSplit(ratings);
    assert.deepEqual(
      (await prepareTrial(ratings, none, split, false, { threads: 0 })).visitors.map(
        ({ targets }) => targets,
      ),
      new Array(12).fill([-1]),
    );
    assert.lengthOf((await prepareTrial(ratings, none, split, true, { threads: 0 })).visitors, 0);
  });
  it('keeps the times of a history that has an order, and gives the other one moment', async () => {
    const ratings = ratingsOf(some);
    const timesOf = async (drop: boolean) => {
      const { visitors } = await prepareTrial(
        ratings,
        none,
        { training: [...ratings.users.keys()], cases: [{ history: [0, 1, 2], targets: [5] }] },
        drop,
        { threads: 0 },
      );
      return visitors[0]!.profile.history.map(({ at }) => NOW - 1 - at);
    };
    assert.deepEqual(await timesOf(false), [2e6, 1e6, 0]);
    assert.deepEqual(await timesOf(true), [0, 0, 0]);
  });
  it('cuts the ideal list where the list is cut', () => {
    const all = Array.from(identity(150));
    assert.equal(qualityOf(all.slice(0, 100), all, { genres: [], likes: [], userCount: 1 }).ndcg100, 1);
  });
  it('covers what comes up in the first ten, and lists nothing that was rated', () => {
    const catalog = createCatalog(
      Array.from({ length: 200 }, (_, i) => ({ id: `i${i}`, popularity: 200 - i })),
    );
    const trial = {
      catalog,
      facts: { genres: [], likes: new Uint32Array(200), userCount: 1 },
      visitors: [{ liked: [0], rated: new Set([0]), targets: [5] }],
    } as unknown as Trial;
    const { qualities, coverage } = measure(trial, BASELINES.get('popular')!);
    assert.equal(coverage, 10 / 200);
    assert.equal(qualities[0]!.mrr10, 1 / 5);
  });
});
