import { assert } from 'chai';
import {
  INTERACTIONS,
  LANDMARK,
  growth,
  trendingShare,
  type Interaction,
  type Key,
} from '../../src/core/index.js';
import type { AppendRequest, Backend, CheckedRow, StoredInteraction } from '../../server-adapter/backend.js';

/** A store that can be opened several times at once, as several instances would. */
export interface BackendStore {
  open(): Promise<Backend>;
  remove(): Promise<void>;
}

const NOW = LANDMARK + 400 * 86400000;
const DAY = 86400000;
const A = 'A'.repeat(22);
const B = 'B'.repeat(22);
const WHO = 'a_visitor';

function rate(value: number, at = NOW, itemId = '1'): Interaction {
  return { type: 'rate', itemId, value, at, features: ['genre:Drama', 'decade:1990'] };
}

function undo(target: Key, at = NOW): Interaction {
  return { type: 'undo', target, at, features: [] };
}

const click: Interaction = { type: 'click', itemId: '2', at: NOW, features: ['genre:Drama'] };
const bad: CheckedRow = { refused: 'It is bad.', text: '{}' };

function batch(
  writer: string,
  from: number,
  rows: readonly (Interaction | CheckedRow)[],
  skip?: [number, number],
) {
  const checked = rows.map((row) => ('refused' in row || 'row' in row ? row : { row }));
  return { writer, from, rows: checked, ...(skip && { skip }) };
}

function request(...batches: AppendRequest['batches']): AppendRequest {
  return { table: INTERACTIONS, receipt: NOW, epoch: 0, batches };
}

/** Opens a store of its own for the tests around it, as two instances. */
function openTwice(
  create: () => Promise<BackendStore>,
  use: (backend: Backend, other: Backend) => void,
): void {
  let store: BackendStore;
  let opened: Backend[];
  before(async () => {
    store = await create();
    opened = [await store.open(), await store.open()];
    use(opened[0]!, opened[1]!);
  });
  after(async () => {
    for (const backend of opened) await backend.close();
    await store.remove();
  });
}

/** Holds an implementation to the promises of `Backend`. */
export function backendSuite(name: string, create: () => Promise<BackendStore>): void {
  describe(`the ${name} backend`, () => {
    let backend: Backend;
    let other: Backend;
    openTwice(create, (...opened) => ([backend, other] = opened));
    let count = 0;
    const visitor = () => `${WHO}${++count}`;
    const sumsOf = async (who: string) => new Map((await other.read(who, null, NOW)).snapshot?.sums);
    const closeTo = (sums: Map<string, number>, feature: string, affinity: number) =>
      assert.closeTo((sums.get(feature) ?? 0) / growth(NOW), affinity, 1e-9, feature);

    it('knows nothing of a new identity', async () => {
      const who = visitor();
      assert.deepEqual(await backend.head(who), { position: 0, stamp: '', epoch: 0 });
      const read = await backend.read(who, { position: 0, stamp: '' }, NOW);
      assert.deepEqual(read, { epoch: 0, cursor: { position: 0, stamp: '' }, rows: [], more: false });
    });

    it('stores rows in order with the weights fixed, and gives them back to every instance', async () => {
      const who = visitor();
      const context = { page: 'home', query: 'a "quoted" \\ text' };
      const answer = await backend.append(who, request(batch(A, 1, [rate(5), { ...click, context }])));
      assert.deepEqual(answer, { epoch: 0, hw: { [A]: 2 }, refused: [] });
      const { rows, cursor, more } = await other.read(who, { position: 0, stamp: '' }, NOW);
      assert.deepEqual(rows, [
        { ...rate(5), writer: A, seq: 1, weight: 0.7 },
        { ...click, context, writer: A, seq: 2, weight: 0.1 },
      ]);
      assert.equal(cursor.position, 2);
      assert.isFalse(more);
      assert.deepEqual(await other.head(who), { ...cursor, epoch: 0 });
      const sums = await sumsOf(who);
      closeTo(sums, 'genre:Drama', 0.8);
      closeTo(sums, 'decade:1990', 0.7);
    });

    it('takes every row once, however often it is sent', async () => {
      const who = visitor();
      const sent = request(batch(A, 1, [click, click]));
      await Promise.all([backend.append(who, sent), other.append(who, sent), backend.append(who, sent)]);
      const { hw } = await backend.append(who, request(batch(A, 2, [click, click])));
      assert.deepEqual(hw, { [A]: 3 });
      closeTo(await sumsOf(who), 'genre:Drama', 0.3);
    });

    it('takes nothing of a batch after a gap', async () => {
      const who = visitor();
      const { hw } = await backend.append(who, request(batch(A, 2, [click]), batch(B, 1, [click])));
      assert.deepEqual(hw, { [A]: 0, [B]: 1 });
      closeTo(await sumsOf(who), 'genre:Drama', 0.1);
    });

    it('goes over a skip that starts at the next number, and over no other', async () => {
      const who = visitor();
      await backend.append(who, request(batch(A, 1, [click])));
      const late = await backend.append(who, request(batch(A, 5, [click], [3, 4])));
      assert.deepEqual(late.hw, { [A]: 1 });
      const next = await backend.append(who, request(batch(A, 5, [click], [2, 4])));
      assert.deepEqual(next.hw, { [A]: 5 });
      const only = await backend.append(who, request(batch(A, 9, [], [6, 8])));
      assert.deepEqual(only.hw, { [A]: 8 });
    });

    it('answers the high-water marks of writers that send nothing, without making an identity', async () => {
      const who = visitor();
      await backend.append(who, request(batch(A, 1, [click])));
      assert.deepEqual((await backend.append(who, request(batch(A, 2, []), batch(B, 1, [])))).hw, {
        [A]: 1,
        [B]: 0,
      });
    });

    it('refuses a bad row alone, goes on after it, and names it whenever it is sent again', async () => {
      const who = visitor();
      const sent = request(batch(A, 1, [click, bad, click]));
      const refused: Key[] = [[A, 2]];
      assert.deepEqual(await backend.append(who, sent), { epoch: 0, hw: { [A]: 3 }, refused });
      assert.deepEqual(await other.append(who, sent), { epoch: 0, hw: { [A]: 3 }, refused });
      // Also where by then it would pass.
      assert.deepEqual((await other.append(who, request(batch(A, 2, [click])))).refused, refused);
      assert.lengthOf((await backend.read(who, { position: 0, stamp: '' }, NOW)).rows, 2);
    });

    it('corrects times ahead of its own, keeps their order, and leaves the rest', async () => {
      const who = visitor();
      const ahead = NOW + 6 * 60000;
      const times = [ahead + 9, NOW + 4 * 60000, ahead, NOW - DAY];
      await backend.append(
        who,
        request(
          batch(
            A,
            1,
            times.map((at) => ({ ...click, at })),
          ),
        ),
      );
      const { rows } = await backend.read(who, { position: 0, stamp: '' }, NOW);
      assert.deepEqual(
        rows.map((row) => row.at),
        [NOW, NOW + 4 * 60000, NOW + 1, NOW - DAY],
      );
    });

    it('takes rows older than 30 days as skipped', async () => {
      const who = visitor();
      const old = { ...click, at: NOW - 30 * DAY - 1 };
      const kept = { ...click, at: NOW - 30 * DAY };
      const { hw, refused } = await backend.append(who, request(batch(A, 1, [old, kept])));
      assert.deepEqual([hw, refused], [{ [A]: 2 }, []]);
      const { rows } = await backend.read(who, { position: 0, stamp: '' }, NOW);
      assert.deepEqual(
        rows.map((row) => row.seq),
        [2],
      );
    });

    it('keeps the same writer of two identities apart', async () => {
      const [one, two] = [visitor(), visitor()];
      await backend.append(one, request(batch(A, 1, [click, click])));
      assert.deepEqual((await backend.append(two, request(batch(A, 1, [click])))).hw, { [A]: 1 });
      closeTo(await sumsOf(two), 'genre:Drama', 0.1);
    });

    it('lets the newest rating count alone, whichever came last', async () => {
      const who = visitor();
      await backend.append(who, request(batch(A, 1, [rate(5, NOW)])));
      await other.append(who, request(batch(B, 1, [rate(1, NOW - DAY)])));
      closeTo(await sumsOf(who), 'genre:Drama', 0.7);
      await other.append(who, request(batch(B, 2, [rate(2, NOW + 1)])));
      closeTo(await sumsOf(who), 'genre:Drama', -0.3 * 0.95 ** (-1 / DAY));
    });

    it('undoes a rating of another device back to the one before, once', async () => {
      const who = visitor();
      await backend.append(who, request(batch(A, 1, [rate(4, NOW - 5), rate(1, NOW - 4)])));
      const sent = request(batch(B, 1, [undo([A, 2]), undo([A, 2], NOW + 1)]));
      await Promise.all([backend.append(who, sent), other.append(who, sent)]);
      closeTo(await sumsOf(who), 'genre:Drama', 0.5 * 0.95 ** (5 / DAY));
    });

    it('undoes what has not arrived yet', async () => {
      const who = visitor();
      await backend.append(who, request(batch(B, 1, [undo([A, 1]), undo([A, 2])])));
      await other.append(who, request(batch(A, 1, [rate(5), click, click])));
      const sums = await sumsOf(who);
      closeTo(sums, 'genre:Drama', 0.1);
      closeTo(sums, 'decade:1990', 0);
    });

    it('keeps the earliest of several undos of what has not arrived yet', async () => {
      const who = visitor();
      const later = NOW + 25 * DAY;
      await backend.append(who, request(batch(B, 1, [undo([A, 1])])));
      await other.append(who, { ...request(batch(B, 2, [undo([A, 1], later)])), receipt: later });
      const target = { ...click, at: later - 30 * DAY - 60000 };
      await backend.append(who, { ...request(batch(A, 1, [target])), receipt: later - 3600000 });
      assert.equal((await backend.head(who)).position, 3);
      closeTo(await sumsOf(who), 'genre:Drama', 0);
    });

    it('does not undo what was done more than 30 days before', async () => {
      const who = visitor();
      const { epoch } = await backend.append(who, request(batch(A, 1, [{ ...click, at: NOW - 2 * DAY }])));
      const later = NOW + 28 * DAY + 1;
      await backend.append(who, {
        table: INTERACTIONS,
        receipt: later,
        epoch,
        batches: [batch(A, 2, [undo([A, 1], later)])],
      });
      closeTo(await sumsOf(who), 'genre:Drama', 0.1 * 0.95 ** 2);
    });

    it('reads on from a cursor, 500 rows at a time', async () => {
      const who = visitor();
      for (let i = 0; i < 3; i++)
        await backend.append(who, request(batch(A, 1 + 200 * i, Array<Interaction>(200).fill(click))));
      const first = await backend.read(who, { position: 0, stamp: '' }, NOW);
      assert.equal(first.rows.length, 500);
      assert.isTrue(first.more);
      const rest = await backend.read(who, first.cursor, NOW);
      assert.equal(rest.rows.length, 100);
      assert.isFalse(rest.more);
      assert.equal(rest.rows[0]?.seq, 501);
      assert.deepEqual((await backend.read(who, rest.cursor, NOW)).cursor, rest.cursor);
    });

    it('answers a cursor of another log with a snapshot', async () => {
      const who = visitor();
      await backend.append(who, request(batch(A, 1, [click])));
      const { position, stamp } = await backend.head(who);
      for (const cursor of [
        { position, stamp: 'other' },
        { position: 9, stamp },
        { position: 0, stamp },
      ]) {
        const { snapshot, rows } = await backend.read(who, cursor, NOW);
        assert.isDefined(snapshot);
        assert.isEmpty(rows);
      }
    });

    it('gives a snapshot of everything an undo, a register or the ranking needs', async () => {
      const who = visitor();
      const rows = [rate(5, NOW - 3), rate(3, NOW - 2), click, undo([A, 3]), undo([B, 7])];
      await backend.append(who, request(batch(A, 1, rows), batch(B, 1, [bad])));
      const { snapshot, cursor } = await other.read(who, null, NOW);
      assert.deepEqual(cursor.position, 5);
      assert.deepEqual(
        snapshot?.registers.map(({ seq }) => seq),
        [1, 2],
      );
      assert.deepEqual(
        snapshot?.history.map(({ seq }) => seq),
        [3],
      );
      assert.sameDeepMembers(
        [...(snapshot?.undone ?? [])],
        [
          [A, 3, NOW],
          [B, 7, NOW],
        ],
      );
      assert.deepEqual(snapshot?.folded, { [A]: 5, [B]: 1 });
    });

    it('changes nothing for a request of an epoch that is past', async () => {
      const who = visitor();
      await backend.append(who, request(batch(A, 1, [click])));
      // No epoch is raised yet: a request from below it stands for one.
      const answer = await backend.append(who, { ...request(batch(A, 2, [click])), epoch: -1 });
      assert.deepEqual(answer, { epoch: 0, hw: { [A]: 1 }, refused: [] });
      assert.equal((await backend.head(who)).position, 1);
    });

    it('tracks once per idempotency key and identity', async () => {
      const [one, two] = [visitor(), visitor()];
      const sent = { table: INTERACTIONS, receipt: NOW, writer: A, row: click, idempotencyKey: 'k' };
      const [first, again] = await Promise.all([backend.track(one, sent), other.track(one, sent)]);
      assert.deepEqual([first, again], [1, 1]);
      assert.equal(await backend.track(two, sent), 1);
      assert.equal(await backend.track(one, { ...sent, idempotencyKey: 'l' }), 2);
      closeTo(await sumsOf(one), 'genre:Drama', 0.2);
    });

    it('gives names that could be a prototype no meaning', async () => {
      const who = visitor();
      const row = { ...click, itemId: '__proto__', features: ['__proto__', 'constructor'] };
      await backend.append(who, request(batch(A, 1, [row, { ...rate(5), itemId: '__proto__' }])));
      closeTo(await sumsOf(who), '__proto__', 0.1);
    });

    for (const [where, impossible] of [
      ['before the database', { ...click, at: Number.NaN }],
      ['in the database', { ...click, type: null as never }],
    ] as const) {
      it(`lets a write that fails ${where} take nothing from those committed with it`, async () => {
        const who = visitor();
        for (let round = 0; round < 3; round++) {
          const settled = await Promise.allSettled([
            backend.append(who, request(batch(A, 1 + 2 * round, [click]))),
            backend.append(who, request(batch(B, 1, [click, impossible]))),
            backend.append(who, request(batch(A, 2 + 2 * round, [click]))),
          ]);
          assert.deepEqual(
            settled.map(({ status }) => status),
            ['fulfilled', 'rejected', 'fulfilled'],
          );
        }
        const { hw } = await other.append(who, request(batch(A, 7, []), batch(B, 1, [])));
        assert.deepEqual(hw, { [A]: 6, [B]: 0 });
        closeTo(await sumsOf(who), 'genre:Drama', 0.6);
      });
    }

    demandSuite(create);
    interactionsSuite(create);
  });
}

function demandSuite(create: () => Promise<BackendStore>): void {
  describe('asked for the demand', () => {
    let backend: Backend;
    let other: Backend;
    openTwice(create, (...opened) => ([backend, other] = opened));
    const of = (itemId: string, at = NOW): Interaction => ({ ...click, itemId, at });
    /** Count and trending of an item. */
    const demandFor = async (itemId: string, now = NOW) => {
      const found = (await other.demand(now)).find(([id]) => id === itemId);
      return found?.slice(1) ?? [0, 0];
    };

    it('knows nothing where nothing is stored', async () => {
      assert.deepEqual(await backend.demand(NOW), []);
    });

    it('counts what is stored about an item and weighs more than 0, and nothing else', async () => {
      const rows: Interaction[] = [
        of('weighs'),
        rate(5, NOW, 'weighs'),
        rate(1, NOW, 'weighs'),
        { ...of('weighs'), type: 'impression' },
        { type: 'search', at: NOW, features: ['genre:Drama'] },
        undo([B, 9]),
      ];
      await backend.append('a_weighs', request(batch(A, 1, [...rows, bad])));
      await backend.track('a_weighs', { table: INTERACTIONS, receipt: NOW, writer: B, row: of('weighs') });
      assert.deepEqual(await backend.demand(NOW), [['weighs', 3, 3]]);
    });

    it('counts a row once, however often and wherever it is sent', async () => {
      const sent = request(batch(A, 1, [of('once'), of('once')]));
      await Promise.all([backend, other, backend].map((it) => it.append('a_once', sent)));
      await backend.append('a_once', request(batch(A, 2, [of('once'), of('once')])));
      const tracked = { table: INTERACTIONS, receipt: NOW, writer: B, row: of('once'), idempotencyKey: 'k' };
      for (const it of [backend, other]) await it.track('a_once', tracked);
      assert.deepEqual(await demandFor('once'), [4, 4]);
    });

    it('counts nothing of a write that fails', async () => {
      const impossible = { ...click, type: null as never };
      await backend.append('a_fails', request(batch(A, 1, [of('fails'), impossible]))).catch(() => undefined);
      assert.deepEqual(await demandFor('fails'), [0, 0]);
    });

    it('counts on what is undone', async () => {
      await backend.append('a_undoes', request(batch(A, 1, [of('undone'), undo([A, 1]), undo([A, 4])])));
      await backend.append('a_undoes', request(batch(A, 4, [of('undone')])));
      assert.deepEqual(await demandFor('undone'), [2, 2]);
    });

    it('gives names that could be a prototype no meaning', async () => {
      await backend.append('a_evil', request(batch(A, 1, [of('__proto__'), of('__proto__')])));
      assert.deepEqual(await demandFor('__proto__'), [2, 2]);
    });

    it('lets what was done trend less for every day, and after seven only count', async () => {
      const ages = [0, 1, 2, 6, 7, 29];
      // NOW is a midnight: any later, and the oldest would be on the day after.
      const rows = ages.map((age) => of(`aged-${age}`, NOW - age * DAY));
      await backend.append('a_ages', request(batch(A, 1, [...rows, of('aged-1', NOW - 1)])));
      let writes = 0;
      // The next day's first write may tidy what it finds.
      for (const [days, receipt] of [
        [0, NOW],
        [0.999, NOW],
        [1, NOW + DAY],
        [5, NOW + 5 * DAY],
        [40, NOW + 40 * DAY],
        [80, NOW + 80 * DAY],
      ] as const) {
        await backend.append(`a_later-${days}`, { ...request(batch(A, 1, [of('every', receipt)])), receipt });
        const [every] = await demandFor('every', receipt);
        assert.equal(every, ++writes);
        for (const age of ages) {
          const count = age === 1 ? 2 : 1;
          const [counted, trending] = await demandFor(`aged-${age}`, NOW + days * DAY);
          assert.equal(counted, count);
          assert.closeTo(Number(trending), count * trendingShare(age + Math.floor(days)), 1e-9, `${age}`);
        }
      }
    });

    it('counts what comes from a clock that is ahead on the day it came', async () => {
      const receipt = NOW - 60000;
      const sent = { ...request(batch(A, 1, [of('ahead', NOW + 60000)])), receipt };
      await backend.append('a_ahead', sent);
      assert.deepEqual(await demandFor('ahead', receipt), [1, 1]);
      assert.deepEqual(await demandFor('ahead', NOW + 6 * DAY), [1, 0]);
    });
  });

  describe('asked for the demand of many items', () => {
    let backend: Backend;
    openTwice(create, (opened) => (backend = opened));

    it('names 2,000: most trending first, then most counted, then by id', async () => {
      const long = NOW - 10 * DAY;
      const of = (itemId: string, at: number): Interaction => ({ ...click, itemId, at });
      const many = Array.from({ length: 2010 }, (_, i) => of(`item-${10000 + i}`, long));
      const rows = [
        ...many.reverse(),
        ...Array<Interaction>(3).fill(of('counted-3', long)),
        ...Array<Interaction>(2).fill(of('counted-2', long)),
        ...[of('trending-2', NOW), of('trending-2', NOW)],
        of('trending-1', NOW),
        ...[of('trending-1-and-counted', NOW), of('trending-1-and-counted', long)],
      ];
      await backend.append('a_many', request(batch(A, 1, rows)));
      const items = await backend.demand(NOW);
      assert.equal(items.length, 2000);
      assert.deepEqual(items.slice(0, 6), [
        ['trending-2', 2, 2],
        ['trending-1-and-counted', 2, 1],
        ['trending-1', 1, 1],
        ['counted-3', 3, 0],
        ['counted-2', 2, 0],
        ['item-10000', 1, 0],
      ]);
      assert.deepEqual(items.at(-1), ['item-11994', 1, 0]);
    });
  });
}

function interactionsSuite(create: () => Promise<BackendStore>): void {
  describe('asked for all interactions', () => {
    let backend: Backend;
    let other: Backend;
    openTwice(create, (...opened) => ([backend, other] = opened));
    const many = (from: number, count: number) => batch(A, from, Array<Interaction>(count).fill(click));

    it('has none where nothing is stored', async () => {
      for await (const page of backend.interactions()) assert.fail(`a page of ${page.length}`);
    });

    it('gives each by identity and position, as it is stored, at most 1,000 at once', async () => {
      const context = { page: 'home' };
      const first = [rate(5), undo([A, 1]), { ...click, context }];
      // What is not stored is not among them.
      await backend.append('c', request(many(1, 3), batch(B, 1, [bad, click])));
      await backend.append('b', request(many(1, 1500)));
      await other.append('a', request(batch(B, 1, first)));
      await other.append('b', request(batch(B, 1, first)));
      const lengths: number[] = [];
      const stored: StoredInteraction[] = [];
      for await (const page of backend.interactions()) {
        lengths.push(page.length);
        stored.push(...page);
      }
      assert.isAtMost(Math.max(...lengths), 1000);
      assert.isAtLeast(Math.min(...lengths), 1);
      const expected: StoredInteraction[] = [];
      for (const identity of ['a', 'b', 'c'])
        for (let cursor = { position: 0, stamp: '' }, more = true; more;) {
          const read = await other.read(identity, cursor, NOW);
          expected.push(...read.rows.map((row) => ({ identity, row })));
          ({ cursor, more } = read);
        }
      assert.lengthOf(expected, 3 + 1503 + 4);
      assert.deepEqual(stored, expected);
    });

    it('lets writes go on between pages, repeats nothing, and gives what they add further on', async () => {
      const stored: StoredInteraction[] = [];
      for await (const page of backend.interactions()) {
        // Before the place that was reached, and after it.
        if (!stored.length)
          for (const identity of ['a', 'd']) await other.append(identity, request(many(1, 2)));
        stored.push(...page);
      }
      const keys = stored.map(({ identity, row }) => `${identity} ${row.writer} ${row.seq}`);
      assert.equal(new Set(keys).size, keys.length);
      const of = (who: string) => stored.filter(({ identity }) => identity === who).length;
      assert.deepEqual(['a', 'b', 'c', 'd'].map(of), [3, 1503, 4, 2]);
    });
  });
}
