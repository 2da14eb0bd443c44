import { assert } from 'chai';
import { sqliteBackend, type Backend } from '../../server-adapter/index.js';
import type { DemandAnswer } from '../../src/core/index.js';
import { A, click, jsonOf, testAdapter } from './test-adapter.js';

type Adapter = Awaited<ReturnType<typeof testAdapter>>;

const items = async (adapter: Adapter) => (await jsonOf<DemandAnswer>(adapter.get('/api/demand/'))).items;

/** Lets everything that waits for its turn have it. */
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** An adapter over a backend whose demand is given. */
async function withDemand(demand: Backend['demand']) {
  const backend = await sqliteBackend({ path: ':memory:' });
  return testAdapter({ backend: { ...backend, demand } });
}

describe('GET /api/demand/', () => {
  it('says what visitors did with the items of the catalog, to everybody', async () => {
    const adapter = await testAdapter();
    const { Cookie, identity } = await adapter.visit();
    const rows = [{ ...click, itemId: 'two' }, click, { ...click, itemId: '<b>made up</b>' }];
    const batches = [{ writer: A, from: 1, rows }];
    await adapter.post('/api/sync/', { identity, epoch: 0, cursor: null, batches }, { Cookie });
    const rate = { movie_id: 1, interaction_type: 'rate', rating_value: 5 };
    await adapter.post('/api/track/', rate, { Cookie });
    adapter.clock.now += 61_000;
    assert.deepEqual(await items(adapter), [], 'what was there');
    while (!(await items(adapter)).length) await turn();
    for (const path of ['/api/demand', '/api/demand/']) {
      const response = await adapter.get(path, { Cookie, 'Accept-Encoding': '' });
      assert.equal(response.status, 200);
      assert.equal(response.headers.get('Cache-Control'), 'public, max-age=60');
      assert.isNull(response.headers.get('Set-Cookie'));
      assert.notInclude(response.headers.get('Vary') ?? '', 'Cookie');
      assert.deepEqual(await jsonOf<object>(response), {
        items: [
          ['1', 2, 2],
          ['two', 1, 1],
        ],
      });
      const held = { 'If-None-Match': response.headers.get('ETag') ?? '' };
      assert.equal((await adapter.get(path, held)).status, 304);
    }
    await adapter.backend.close();
  });
});

describe("an adapter's demand", () => {
  it('is read at once, then at most once a minute, and only when somebody asks', async () => {
    const asked: number[] = [];
    const adapter = await withDemand(async (now) => (asked.push(now), [['1', asked.length, 0]]));
    const start = adapter.clock.now;
    await turn();
    adapter.clock.now += 59_999;
    assert.deepEqual(await items(adapter), [['1', 1, 0]]);
    adapter.clock.now += 1;
    await Promise.all([items(adapter), items(adapter)]);
    await adapter.get('/api/realtime-recommendations/?use_cache=false');
    assert.deepEqual(await items(adapter), [['1', 2, 0]]);
    adapter.clock.now += 3_600_000;
    await turn();
    assert.deepEqual(asked, [start, start + 60_000]);
    await adapter.get('/api/realtime-recommendations/?use_cache=false');
    adapter.clock.now = start;
    await items(adapter);
    assert.deepEqual(asked, [start, start + 60_000, start + 3_660_000, start], 'a clock that was set back');
    await adapter.backend.close();
  });

  it('ranks', async () => {
    const adapter = await withDemand(async () => [['40', 900, 50.12345]]);
    await turn();
    const answer = await jsonOf<{ recommendations: { id: number; reason: string }[] }>(
      adapter.get('/api/realtime-recommendations/'),
    );
    const [first] = answer.recommendations;
    assert.deepInclude(first, { id: 40, reason: 'Popular' });
    assert.deepEqual(await items(adapter), [['40', 900, 50.123]], 'numbers are short');
    await adapter.backend.close();
  });

  it('is never waited for', async () => {
    const adapter = await withDemand(() => new Promise(() => undefined));
    for (const pause of [0, 61_000]) {
      adapter.clock.now += pause;
      assert.deepEqual(await items(adapter), []);
      assert.equal((await adapter.get('/api/realtime-recommendations/')).status, 200);
    }
    await adapter.backend.close();
  });

  it('stays as it was where it can not be read, which is logged, until it can', async () => {
    const answers: (() => DemandAnswer['items'] | Promise<DemandAnswer['items']>)[] = [
      () => [['1', 1, 0]],
      () => Promise.reject(new Error('rejected')),
      () => {
        throw new Error('thrown');
      },
      () => [['1', 2, 0]],
    ];
    const adapter = await withDemand(((now: number) => now && answers.shift()!()) as Backend['demand']);
    const seen: unknown[] = [];
    for (const _ of [1, 2, 3, 4]) {
      await items(adapter);
      await turn();
      seen.push((await items(adapter))[0]?.[1]);
      adapter.clock.now += 60_000;
    }
    assert.deepEqual(seen, [1, 1, 1, 2]);
    assert.match(String(adapter.log), /could not be read: the last one stays.*rejected.*thrown/s);
    assert.lengthOf(adapter.log, 2);
    await adapter.backend.close();
  });

  it('keeps no process alive', async () => {
    const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
    const before = timers();
    const adapter = await testAdapter();
    await items(adapter);
    assert.equal(timers(), before);
    await adapter.backend.close();
  });

  it('is finished before the database is closed', async () => {
    const adapter = await testAdapter();
    await adapter.backend.close();
    await turn();
    assert.isEmpty(adapter.log);
  });
});
