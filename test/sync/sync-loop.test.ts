import { assert } from 'chai';
import { http, HttpResponse } from 'msw';
import { setupWorker } from 'msw/browser';
import { INTERACTIONS, type SyncAnswer, type SyncRequest } from '../../src/core/index.js';
import { createJournal, type Journal } from '../../src/journal/journal.js';
import { createMemoryStorage } from '../../src/journal/memory.js';
import { createSyncLoop, type SyncLoop, type SyncState } from '../../src/sync/sync-loop.js';
import { httpSync } from '../../src/sync/transports/http-sync.js';

const EMPTY = { sums: [], registers: [], undone: [], history: [], folded: {} };

/** A server that stores what it is sent; each test puts failures in front of it. */
function createServer() {
  const stored = new Map<string, SyncAnswer['rows'][number]>();
  const requests: SyncRequest[] = [];
  const log: SyncAnswer['rows'][number][] = [];
  return {
    stored,
    requests,
    answer(request: SyncRequest): SyncAnswer {
      requests.push(request);
      const hw: Record<string, number> = {};
      for (const { writer, from, rows } of request.batches) {
        rows.forEach((row, i) => {
          const keyed = { ...row, writer, seq: from + i, weight: 0.1 };
          const key = `${writer}:${from + i}`;
          if (!stored.has(key)) log.push(keyed);
          stored.set(key, keyed);
        });
        hw[writer] = Math.max(
          from - 1,
          ...[...stored.values()].filter((it) => it.writer === writer).map((it) => it.seq),
        );
      }
      return {
        identity: 'a_1',
        epoch: 0,
        now: Date.now(),
        hw,
        refused: [],
        cursor: { position: log.length, stamp: `s${log.length}` },
        rows: log.slice(request.cursor?.position ?? 0),
        more: false,
        ...(!request.cursor && { snapshot: EMPTY }),
      };
    },
  };
}

const worker = setupWorker();
let serial = 0;

describe('the sync loop', () => {
  let server: ReturnType<typeof createServer>;
  let journal: Journal;
  let loop: SyncLoop;
  let states: SyncState[];
  let failures: unknown[];
  let refused: string[];

  before(() => worker.start({ quiet: true, onUnhandledRequest: 'bypass' }));
  after(() => {
    worker.stop();
  });

  beforeEach(async () => {
    server = createServer();
    [states, failures, refused] = [[], [], []];
    journal = createJournal({
      storage: createMemoryStorage(),
      table: INTERACTIONS,
      now: () => Date.now(),
      random: () => String(++serial).padStart(22, '0'),
      local: false,
      onChange: () => undefined,
      onStored: () => undefined,
    });
    await journal.opened;
    loop = createSyncLoop({
      outbox: journal,
      transport: httpSync({ endpoint: '/api/' }),
      name: `loop-${++serial}`,
      now: () => Date.now(),
      // The shortest wait there is: the tests wait for conditions, not for the clock.
      random: () => 0.01,
      onState: (state) => states.push(state),
      onRefused: (row) => refused.push(row.itemId ?? ''),
      onFailure: (cause) => failures.push(cause),
    });
  });
  afterEach(() => {
    loop.close();
    worker.resetHandlers();
  });

  const respond = (...first: ((request: SyncRequest) => Response | undefined)[]) => {
    worker.use(
      http.post('/api/sync/', async ({ request }) => {
        const body = (await request.json()) as SyncRequest;
        return first.shift()?.(body) ?? HttpResponse.json(server.answer(body));
      }),
    );
  };
  const click = (itemId: string) =>
    journal.record({ type: 'click', itemId, at: Date.now(), features: ['genre:Drama'] }, 0.1);
  const stored = () => [...server.stored.values()].map((row) => row.itemId).sort();
  const until = async (condition: () => boolean) => {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  it('asks for an identity, then sends everything once', async () => {
    respond();
    click('a');
    click('b');
    await loop.pull();
    assert.deepEqual(stored(), ['a', 'b']);
    assert.deepEqual(
      server.requests.map((it) => it.batches.flatMap((batch) => batch.rows).length),
      [0, 2],
    );
    assert.equal(states.at(-1), 'idle');
  });

  it('sends again what was stored but not acknowledged, and the server keeps one', async () => {
    respond(
      () => undefined,
      (request) => {
        server.answer(request);
        return HttpResponse.error();
      },
    );
    click('a');
    await loop.pull();
    await until(() => states.at(-1) === 'idle');
    assert.deepEqual(stored(), ['a']);
    assert.include(states, 'backing-off');
    assert.equal((await journal.next(200))!.pending, 0);
  });

  for (const [what, response] of [
    ['500', () => new HttpResponse(null, { status: 500 })],
    ['429', () => new HttpResponse(null, { status: 429, headers: { 'retry-after': '0' } })],
    ['HTML instead of JSON', () => HttpResponse.html('<p>Please log in</p>')],
    ['JSON that is not ours', () => HttpResponse.json({ ok: true })],
    ['410 from a proxy', () => new HttpResponse(null, { status: 410 })],
    ['400 from a proxy', () => HttpResponse.html('<h1>400 Cookie Too Large</h1>', { status: 400 })],
    ['403 from a firewall', () => HttpResponse.html('<h1>Denied</h1>', { status: 403 })],
  ] as const) {
    it(`tries again after ${what} and loses nothing`, async () => {
      respond(() => undefined, response);
      click('a');
      await loop.pull();
      await until(() => states.at(-1) === 'idle');
      assert.deepEqual(stored(), ['a']);
      assert.isEmpty(failures);
    });
  }

  it('halves what is refused until the one poisonous row is alone, and sends the rest', async () => {
    const poisoned = (request: SyncRequest) =>
      request.batches.some((batch) => batch.rows.some((row) => row.itemId === 'poison'))
        ? HttpResponse.json({ error: 'itemId is not valid' }, { status: 400 })
        : undefined;
    respond(...Array.from({ length: 20 }, () => poisoned));
    for (const id of ['a', 'b', 'poison', 'c', 'd']) click(id);
    await loop.pull();
    await until(() => states.at(-1) === 'idle' && server.stored.size === 4);
    assert.deepEqual(stored(), ['a', 'b', 'c', 'd']);
    assert.deepEqual(refused, ['poison']);
  });

  it('says once that the credentials are refused, and goes on trying', async () => {
    respond(
      () => undefined,
      () => HttpResponse.json({ error: 'no valid token' }, { status: 401 }),
      () => HttpResponse.json({ error: 'no valid token' }, { status: 401 }),
    );
    click('a');
    await loop.pull();
    await until(() => states.at(-1) === 'idle' && server.stored.size === 1);
    assert.lengthOf(failures, 1);
    // What got the identity gets it back, where the token was lost.
    assert.match(server.requests.at(-1)?.nonce ?? '', /^\d{22}$/);
  });

  it('asks for nothing while the server has asked for quiet, whoever pulls', async () => {
    let asked = 0;
    const wait = () => {
      asked++;
      return new HttpResponse(null, { status: 503, headers: { 'retry-after': '2592000' } });
    };
    respond(wait, wait, wait);
    click('a');
    for (let i = 0; i < 3; i++) await loop.pull();
    assert.equal(asked, 1);
  });

  it('sends although the browser refuses locks, as in a sandboxed frame', async () => {
    const refusing = { request: () => Promise.reject(new DOMException('denied', 'SecurityError')) };
    Object.defineProperty(navigator, 'locks', { configurable: true, value: refusing });
    try {
      respond();
      click('a');
      await loop.pull();
      assert.deepEqual(stored(), ['a']);
      assert.isEmpty(failures);
    } finally {
      Reflect.deleteProperty(navigator, 'locks');
    }
  });

  it('sends urgent rows at once and lets the others wait for quiet', async () => {
    respond();
    await loop.pull();
    const begun = Date.now();
    click('quiet');
    await journal.flush();
    loop.nudge(false);
    assert.equal(states.at(-1), 'waiting');
    click('urgent');
    await journal.flush();
    loop.nudge(true);
    await until(() => server.stored.size === 2);
    assert.isBelow(Date.now() - begun, 1900);
  });
});
