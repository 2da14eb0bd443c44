import { assert } from 'chai';
import { createTokens } from '../../server-adapter/tokens.js';
import type { SyncAnswer } from '../../src/core/index.js';
import { cookieOf, jsonOf, NONCE, NOW, SECRET, testAdapter } from './test-adapter.js';

const MINT = { identity: null, nonce: NONCE, epoch: 0, cursor: null, batches: [] };
const RATE = { movie_id: 1, interaction_type: 'rate', rating_value: 5 };
const JSON_TYPE = { 'Content-Type': 'application/json' };
const SHOP = 'https://shop.example';
const DAY = 86400000;

describe("a visitor's token", () => {
  it('admits its identity for 400 days, and nobody else', async () => {
    const tokens = createTokens(SECRET);
    const token = await tokens.issue('a_someone', NOW);
    assert.deepEqual(await tokens.verify(token, NOW), { identity: 'a_someone', issuedAt: NOW });
    assert.isDefined(await tokens.verify(token, NOW + 399 * DAY));
    assert.isUndefined(await tokens.verify(token, NOW + 400 * DAY));
    assert.isUndefined(await createTokens(`${SECRET}!`).verify(token, NOW));
    const [identity, issued, signature = ''] = token.split('.');
    for (const forged of [
      `a_another.${issued}.${signature}`,
      `${identity}.${(NOW + 1).toString(36)}.${signature}`,
      `${identity}.${issued}.${signature.slice(0, -2)}AA`,
      `${identity}.${issued}.${'!'.repeat(43)}`,
      `${identity}.${issued}`,
      '',
    ])
      assert.isUndefined(await tokens.verify(forged, NOW), forged);
  });

  it('needs a secret of 32 characters', () => {
    assert.throws(() => createTokens('short'), /secret is too short: pass at least 32/);
  });
});

describe('the cookie', () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  before(async () => {
    adapter = await testAdapter();
  });
  after(() => adapter.backend.close());
  const mint = (url: string, headers = {}) => adapter.post(url, MINT, headers);

  it('is bound to the host over https', async () => {
    const response = await mint(`${SHOP}/api/sync/`, { Origin: SHOP });
    const cookie = response.headers.get('Set-Cookie') ?? '';
    assert.match(cookie, /^__Host-attune=a_[\w-]{22}\.\w+\.[\w-]{43}; /);
    for (const attribute of ['HttpOnly', 'SameSite=Lax', 'Path=/', 'Secure', 'Max-Age=34560000'])
      assert.include(cookie, attribute);
    assert.notInclude(cookie, 'Domain');
    assert.notProperty(await jsonOf<SyncAnswer>(response), 'token');
  });

  it('is bound to the host where a proxy speaks https before the adapter', async () => {
    assert.match(cookieOf(await mint('http://shop.example/api/sync/')), /^__Host-attune=/);
  });

  it('works over plain http on this machine only', async () => {
    for (const host of ['localhost:8787', '127.0.0.1:8787', '[::1]:8787', 'app.localhost']) {
      const cookie = (await mint(`http://${host}/api/sync/`)).headers.get('Set-Cookie') ?? '';
      assert.match(cookie, /^attune=/, host);
      assert.notInclude(cookie, 'Secure');
      assert.include(cookie, 'HttpOnly');
    }
  });

  it('is not taken without its prefix elsewhere: a neighbour could have set it', async () => {
    const { identity, Cookie } = await adapter.visit();
    const insights = async (url: string) =>
      (
        await jsonOf<{ insights: { user_id: string | null } }>(
          adapter.get(`${url}/api/user-insights/`, { Cookie }),
        )
      ).insights.user_id;
    assert.equal(await insights('http://localhost'), identity);
    assert.isNull(await insights(SHOP));
  });

  it('counts as none where it is not valid', async () => {
    const Cookie = 'attune=a_forged.1.x';
    assert.equal((await adapter.get('/api/user-insights/', { Cookie })).status, 200);
    const response = await adapter.post('/api/track/', RATE, { Cookie });
    assert.equal(response.status, 200);
    assert.isNotEmpty(cookieOf(response));
  });

  it('is set by a first track and kept by the next', async () => {
    const first = await adapter.post('/api/track/', RATE);
    const Cookie = cookieOf(first);
    assert.match(Cookie, /^attune=/);
    assert.notProperty(await jsonOf(first), 'token');
    const next = await adapter.post('/api/track/', RATE, { Cookie });
    assert.equal(cookieOf(next), '');
    assert.equal((await jsonOf<{ interaction_id: number }>(next)).interaction_id, 2);
  });

  it('is never set by a GET', async () => {
    for (const path of [
      'realtime-recommendations',
      'dynamic-carousels',
      'user-insights',
      'catalog',
      'capabilities',
    ])
      assert.isNull((await adapter.get(`/api/${path}/`)).headers.get('Set-Cookie'), path);
  });

  it('is renewed by a sync after 30 days', async () => {
    const { identity, Cookie } = await adapter.visit();
    const sync = () => adapter.post('/api/sync/', { ...MINT, identity }, { Cookie });
    assert.equal(cookieOf(await sync()), '');
    adapter.clock.now += 31 * DAY;
    assert.include(cookieOf(await sync()), identity);
    adapter.clock.now = NOW;
  });
});

describe("another site's page", () => {
  let adapter: Awaited<ReturnType<typeof testAdapter>>;
  before(async () => {
    adapter = await testAdapter({ origins: [SHOP] });
  });
  after(() => adapter.backend.close());

  it('gets its token in the answer and shows it as bearer', async () => {
    const response = await adapter.post('/api/sync/', MINT, { Origin: SHOP });
    assert.isNull(response.headers.get('Set-Cookie'));
    assert.equal(response.headers.get('Access-Control-Allow-Origin'), SHOP);
    const { token = '', identity } = await jsonOf<SyncAnswer>(response);
    const headers = { Origin: SHOP, Authorization: `Bearer ${token}` };
    const next = await jsonOf<SyncAnswer>(adapter.post('/api/sync/', { ...MINT, identity }, headers));
    assert.equal(next.identity, identity);
    assert.notProperty(next, 'token');
    const tracked = await jsonOf<object>(adapter.post('/api/track/', RATE, { Origin: SHOP }));
    assert.property(tracked, 'token');
  });

  it('is answered 401 where its token is not valid', async () => {
    for (const path of ['/api/sync/', '/api/track/']) {
      const response = await adapter.post(path, MINT, { Authorization: 'Bearer a_x.1.y' });
      assert.equal(response.status, 401);
      assert.match((await jsonOf<{ error: string }>(response)).error, /bearer token .*: get a new one/);
    }
    assert.equal((await adapter.get('/api/user-insights/', { Authorization: 'Bearer x' })).status, 401);
  });

  it('may not write where it is not listed', async () => {
    for (const Origin of [
      'https://evil.example',
      'http://shop.example',
      'null',
      'https://shop.example.evil.example',
    ]) {
      const response = await adapter.post('/api/track/', RATE, { Origin });
      assert.equal(response.status, 403, Origin);
      assert.isNull(response.headers.get('Access-Control-Allow-Origin'));
      assert.equal(cookieOf(response), '');
    }
  });

  it('is asked for by the browser before it writes', async () => {
    const preflight = (Origin: string) =>
      adapter.app.request('/api/sync/', {
        method: 'OPTIONS',
        headers: { Origin, 'Access-Control-Request-Method': 'POST' },
      });
    const { status, headers } = await preflight(SHOP);
    assert.equal(status, 204);
    assert.equal(headers.get('Access-Control-Allow-Origin'), SHOP);
    assert.include(headers.get('Access-Control-Allow-Headers') ?? '', 'Authorization');
    const evil = await preflight('https://evil.example');
    assert.isNull(evil.headers.get('Access-Control-Allow-Origin'));
  });

  it('is no other site on the same host', async () => {
    const response = await adapter.app.request('http://localhost:8787/api/track/', {
      method: 'POST',
      headers: { ...JSON_TYPE, Origin: 'http://localhost:8787' },
      body: JSON.stringify(RATE),
    });
    assert.equal(response.status, 200);
    assert.isNotEmpty(cookieOf(response));
  });
});
