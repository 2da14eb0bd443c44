import { readFile } from 'node:fs/promises';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { assert } from 'chai';
import { Hono } from 'hono';
import {
  decodeCatalog,
  INTERACTIONS,
  interactionTableHash,
  type Capabilities,
} from '../../src/core/index.js';
import { catalog, jsonOf, testAdapter } from './test-adapter.js';

describe('an adapter', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  before(async () => {
    adapter = await testAdapter();
  });
  after(() => adapter.backend.close());

  it('says what it can do', async () => {
    for (const path of ['/api/capabilities', '/api/capabilities/'])
      assert.deepEqual(await jsonOf<Capabilities>(adapter.get(path)), {
        version: 1,
        sync: true,
        interactions: interactionTableHash(INTERACTIONS),
        catalog: catalog.version,
        model: null,
      });
  });

  it('gives the catalog whole, compressed as the browser asks', async () => {
    const decoders = {
      br: brotliDecompressSync,
      gzip: gunzipSync,
      identity: (bytes: Buffer) => bytes,
    };
    for (const [accepted, encoding] of [
      ['gzip, deflate, br', 'br'],
      ['br;q=0, gzip;q=0.5', 'gzip'],
      ['', 'identity'],
    ] as const) {
      const response = await adapter.get('/api/catalog/', { 'Accept-Encoding': accepted });
      assert.equal(response.headers.get('Content-Encoding') ?? 'identity', encoding);
      assert.equal(response.headers.get('Cache-Control'), 'no-cache');
      assert.include(response.headers.get('Vary') ?? '', 'Accept-Encoding');
      const bytes = decoders[encoding](Buffer.from(await response.arrayBuffer()));
      const decoded = decodeCatalog(JSON.parse(bytes.toString()));
      assert.equal(decoded.size, catalog.size);
      assert.equal(decoded.sourceId(0), 1);
    }
  });

  it('gives the catalog once', async () => {
    const etag = (await adapter.get('/api/catalog')).headers.get('ETag') ?? '';
    assert.include(etag, catalog.version);
    for (const sent of [etag, `W/${etag}`, `"x", ${etag}`]) {
      const response = await adapter.get('/api/catalog', { 'If-None-Match': sent });
      assert.equal(response.status, 304);
      assert.equal(await response.text(), '');
    }
    assert.equal((await adapter.get('/api/catalog', { 'If-None-Match': '"x"' })).status, 200);
  });

  it('is well', async () => {
    for (const path of ['/healthz', '/healthz/'])
      assert.deepEqual(await jsonOf<object>(adapter.get(path)), { status: 'ok' });
  });

  it('answers 404 as JSON to every other path and method', async () => {
    for (const path of ['/api/', '/api/nothing', '/api/track/', '/api/__proto__', '/api/track/x']) {
      const response = await adapter.get(path);
      assert.equal(response.status, 404, path);
      assert.hasAllKeys(await jsonOf<object>(response), ['error']);
    }
    assert.equal((await adapter.post('/api/user-insights/', {})).status, 404);
  });

  it('sends the headers that keep browsers careful', async () => {
    const { headers } = await adapter.get('/api/capabilities/');
    assert.equal(headers.get('X-Content-Type-Options'), 'nosniff');
  });

  it('can be mounted in an app, under a path of its own', async () => {
    const own = await testAdapter({ basePath: '/attune/v1' });
    const app = new Hono().route('/', own.app).get('/', (c) => c.text('mine'));
    assert.equal(await (await app.request('/')).text(), 'mine');
    assert.equal((await app.request('/attune/v1/capabilities/')).status, 200);
    const bad = await app.request('/attune/v1/track/', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: '{',
    });
    assert.deepEqual([bad.status, Object.keys(await jsonOf<object>(bad))], [400, ['error']]);
    await own.backend.close();
  });

  it("takes a site's own interaction types and weights", async () => {
    const own = await testAdapter({ interactions: { purchase: { weight: 1, subject: 'item' } } });
    const { Cookie, identity } = await own.visit();
    const body = { movie_id: 1, interaction_type: 'purchase' };
    assert.equal((await own.post('/api/track/', body, { Cookie })).status, 200);
    const { rows } = await own.backend.read(identity, { position: 0, stamp: '' }, 0);
    assert.equal(rows[0]?.weight, 1);
    const { interactions } = await jsonOf<Capabilities>(own.get('/api/capabilities/'));
    assert.notEqual(interactions, interactionTableHash(INTERACTIONS));
    await own.backend.close();
  });

  it('loads nothing of Node.js before it is needed', async () => {
    const seen = new Set<string>();
    const follow = async (url: URL): Promise<void> => {
      if (seen.has(url.href)) return;
      seen.add(url.href);
      const source = await readFile(url, 'utf8');
      for (const [, clause, name = ''] of source.matchAll(/^(?:import|export) ([^;]*?) from '([^']+)';/gms)) {
        assert.notMatch(name, /^(node:|@hono\/node-server|libsql)/, url.pathname);
        if (name.startsWith('.') && !clause?.startsWith('type '))
          await follow(new URL(name.replace(/\.js$/, '.ts'), url));
      }
    };
    await follow(new URL('../../server-adapter/index.ts', import.meta.url));
    assert.isAbove(seen.size, 40);
  });
});
