import { assert } from 'chai';
import type { ErrorAnswer, Interaction, SyncAnswer, SyncRequest } from '../../src/core/index.js';
import { A, B, click, cookieOf, jsonOf, NONCE, NOW, testAdapter } from './test-adapter.js';

describe('POST /api/sync/', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  let identity: string;
  let Cookie: string;
  let visits = 0;
  before(async () => {
    adapter = await testAdapter();
  });
  after(() => adapter.backend.close());
  beforeEach(async () => {
    ({ identity, Cookie } = await adapter.visit(`nonce-of-the-${String(++visits).padStart(9, '0')}`));
  });
  const sync = (request: Partial<SyncRequest>) =>
    adapter.post('/api/sync/', { identity, epoch: 0, cursor: null, batches: [], ...request }, { Cookie });
  const answered = (request: Partial<SyncRequest>) => jsonOf<SyncAnswer>(sync(request));
  const rate: Interaction = {
    type: 'rate',
    itemId: 'nobody knows it',
    value: 5,
    at: NOW,
    features: ['genre:Noir'],
  };

  it('makes the same identity of a nonce every time, and none without', async () => {
    const one = await adapter.visit();
    assert.match(one.identity, /^a_[\w-]{22}$/);
    assert.equal((await adapter.visit()).identity, one.identity);
    assert.notEqual((await adapter.visit('m'.repeat(22))).identity, one.identity);
    const none = { identity: null, epoch: 0, cursor: null, batches: [] };
    const response = await adapter.post('/api/sync/', none);
    assert.equal(response.status, 400);
    assert.match((await jsonOf<ErrorAnswer>(response)).error, /^nonce is missing/);
    assert.equal(cookieOf(response), '');
  });

  it('answers first contact with an empty snapshot and a cursor that fits', async () => {
    const first = await answered({});
    assert.deepEqual(first, {
      identity,
      epoch: 0,
      now: NOW,
      hw: {},
      refused: [],
      cursor: { position: 0, stamp: '' },
      rows: [],
      more: false,
      snapshot: { sums: [], registers: [], undone: [], history: [], folded: {} },
    });
    const next = await answered({ cursor: first.cursor });
    assert.notProperty(next, 'snapshot');
  });

  it('refuses rows before there is an identity', async () => {
    const batches = [{ writer: A, from: 1, rows: [click] }];
    const body = { identity: null, nonce: NONCE, epoch: 0, cursor: null, batches };
    assert.equal((await adapter.post('/api/sync/', body)).status, 400);
  });

  it('takes rows, also of items it does not know, and gives them back with weight and time', async () => {
    const batches = [{ writer: A, from: 1, rows: [rate, click] }];
    const answer = await answered({ cursor: { position: 0, stamp: '' }, batches });
    assert.deepEqual(answer.hw, { [A]: 2 });
    assert.deepEqual(answer.rows, [
      { ...rate, writer: A, seq: 1, weight: 0.7 },
      { ...click, writer: A, seq: 2, weight: 0.1 },
    ]);
    const again = await answered({ cursor: answer.cursor, batches });
    assert.deepEqual([again.hw, again.rows, again.cursor], [{ [A]: 2 }, [], answer.cursor]);
  });

  it('answers the high-water mark to a gap and goes over a skip', async () => {
    const gap = await answered({ batches: [{ writer: A, from: 3, rows: [click] }] });
    assert.deepEqual(gap.hw, { [A]: 0 });
    const skip = await answered({ batches: [{ writer: A, from: 3, skip: [1, 2], rows: [click] }] });
    assert.deepEqual(skip.hw, { [A]: 3 });
    assert.deepEqual(skip.snapshot?.folded, { [A]: 3 });
  });

  const bad: [string, unknown][] = [
    ['of an unknown type', { ...click, type: 'hack' }],
    ['of a prototype type', { ...click, type: '__proto__' }],
    ['without an item', { type: 'click', at: NOW, features: [] }],
    ['with a rating of 7', { ...rate, value: 7 }],
    ['without a time', { type: 'click', itemId: '1', features: [] }],
    ['with 17 features', { ...click, features: Array(17).fill('genre:x') }],
    ['with a long feature', { ...click, features: ['x'.repeat(65)] }],
    ['with NUL in a feature', { ...click, features: ['a\0b'] }],
    ['with half a character in its item', { ...click, itemId: 'x\ud83d' }],
    ['with a target that is no key', { type: 'undo', at: NOW, features: [], target: ['x', 1] }],
    ['with a context that is text', { ...click, context: 'home' }],
    ['that is too large', { ...click, context: { path: 'ä'.repeat(1000) } }],
    ['that is too large in what nobody reads', { ...click, extra: 'x'.repeat(2048) }],
    ['that is null', null],
    ['that is a list', [[]]],
  ];
  for (const [what, row] of bad) {
    it(`refuses a row ${what} alone, again and again`, async () => {
      const batches = [{ writer: A, from: 1, rows: [click, row as Interaction, click] }];
      for (let i = 0; i < 2; i++) {
        const answer = await answered({ batches });
        assert.deepEqual([answer.hw, answer.refused], [{ [A]: 3 }, [[A, 2]]]);
      }
      assert.lengthOf((await answered({ cursor: { position: 0, stamp: '' } })).rows, 2);
    });
  }

  it('survives a row that is nested too deep', async () => {
    const deep = '['.repeat(60000) + ']'.repeat(60000);
    const body = `{"identity":"${identity}","epoch":0,"cursor":null,"batches":[{"writer":"${A}","from":1,"rows":[${deep}]}]}`;
    const answer = await jsonOf<SyncAnswer>(adapter.post('/api/sync/', body, { Cookie }));
    assert.deepEqual([answer.hw, answer.refused], [{ [A]: 1 }, [[A, 1]]]);
  });

  it('drops fields that are not in the contract', async () => {
    const row = {
      ...click,
      weight: 99,
      writer: B,
      seq: 7,
      identity: 'x',
      context: { page: 'home', cookie: 'x' },
    };
    const { rows } = await answered({
      cursor: { position: 0, stamp: '' },
      batches: [{ writer: A, from: 1, rows: [row] }],
    });
    assert.deepEqual(rows, [{ ...click, context: { page: 'home' }, writer: A, seq: 1, weight: 0.1 }]);
  });

  it('answers a cursor of another log with a snapshot', async () => {
    const { cursor } = await answered({ batches: [{ writer: A, from: 1, rows: [rate] }] });
    for (const other of [
      { ...cursor, stamp: 'x' },
      { ...cursor, position: 9 },
    ]) {
      const answer = await answered({ cursor: other });
      assert.deepEqual(answer.cursor, cursor);
      assert.lengthOf(answer.snapshot?.registers ?? [], 1);
    }
    assert.notProperty(await answered({ cursor }), 'snapshot');
  });

  it('takes nothing for another identity than the authenticated one, and answers that one', async () => {
    const batches = [{ writer: A, from: 1, rows: [click] }];
    const other = await adapter.visit('another-another-another');
    for (const name of [other.identity, 'a_nobody', '__proto__']) {
      const answer = await answered({ identity: name, batches });
      assert.equal(answer.identity, identity);
      assert.deepEqual([answer.hw, answer.refused, answer.rows], [{}, [], []]);
    }
    assert.equal((await adapter.backend.head(identity)).position, 0);
    assert.equal((await adapter.backend.head(other.identity)).position, 0);
  });

  it('asks for a nonce where the token is gone, and takes it as proof', async () => {
    const batches = [{ writer: A, from: 1, rows: [click] }];
    const body = { identity, epoch: 0, cursor: null, batches };
    assert.equal((await adapter.post('/api/sync/', body)).status, 401);
    const nonce = `nonce-of-the-${String(visits).padStart(9, '0')}`;
    const response = await adapter.post('/api/sync/', { ...body, nonce });
    assert.deepEqual((await jsonOf<SyncAnswer>(response)).hw, { [A]: 1 });
    assert.isNotEmpty(cookieOf(response));
  });

  it('lets a valid cookie win over a nonce', async () => {
    const answer = await answered({ identity: null, nonce: 'w'.repeat(22) });
    assert.equal(answer.identity, identity);
  });

  it('answers more than 500 rows in parts', async () => {
    for (let i = 0; i < 3; i++)
      await answered({
        batches: [{ writer: A, from: 1 + 200 * i, rows: Array<Interaction>(200).fill(click) }],
      });
    const first = await answered({ cursor: { position: 0, stamp: '' } });
    assert.deepEqual([first.rows.length, first.more], [500, true]);
    const rest = await answered({ cursor: first.cursor });
    assert.deepEqual([rest.rows.length, rest.more], [100, false]);
  });

  const shapes: [string, unknown, number][] = [
    ['no JSON', '{', 400],
    ['no batches', { batches: undefined }, 400],
    ['no identity', { identity: undefined }, 400],
    ['an epoch that is text', { epoch: '0' }, 400],
    ['a cursor without a stamp', { cursor: { position: 1 } }, 400],
    ['a writer that is too short', { batches: [{ writer: 'x', from: 1, rows: [] }] }, 400],
    ['a writer of the prototype', { batches: [{ writer: '__proto__', from: 1, rows: [] }] }, 400],
    ['rows that are no list', { batches: [{ writer: A, from: 1, rows: {} }] }, 400],
    ['a number below 1', { batches: [{ writer: A, from: 0, rows: [] }] }, 400],
    ['a skip that leaves a gap', { batches: [{ writer: A, from: 9, skip: [1, 2], rows: [] }] }, 400],
    ['201 rows', { batches: [{ writer: A, from: 1, rows: Array(201).fill(click) }] }, 413],
  ];
  for (const [what, request, status] of shapes) {
    it(`answers ${status} to ${what}`, async () => {
      const body = { identity, epoch: 0, cursor: null, batches: [] };
      const sent = typeof request === 'string' ? request : { ...body, ...(request as object) };
      const response = await adapter.post('/api/sync', sent, { Cookie });
      assert.equal(response.status, status);
      const { error } = await jsonOf<ErrorAnswer>(response);
      assert.match(error, /^[\w. ]+ (is|has) [^:]*: .+\.$/);
    });
  }

  it('stores nothing and says so calmly where the backend fails', async () => {
    const failing = { ...adapter.backend, append: () => Promise.reject(new Error('secret disk')) };
    const own = await testAdapter({ backend: failing });
    const response = await own.post(
      '/api/sync/',
      { identity, epoch: 0, cursor: null, batches: [] },
      { Cookie },
    );
    assert.equal(response.status, 500);
    assert.notInclude(await response.text(), 'disk');
    assert.include(String(own.log), 'secret disk');
  });
});
