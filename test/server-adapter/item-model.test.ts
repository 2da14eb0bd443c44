import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { assert } from 'chai';
import { createItemModel } from '../../server-adapter/index.js';
import { createCatalog, type Capabilities, type Catalog } from '../../src/core/index.js';
import { catalog, jsonOf, modelOf, testAdapter } from './test-adapter.js';

interface Answer {
  recommendations: { title: string }[];
}

describe('an item model', () => {
  const first = modelOf({ 1: '30', 4: '20' });
  const second = modelOf({ 1: '31', 4: '24' });
  const damaged = first.slice();
  damaged[damaged.length - 1]! ^= 1;
  const bad = [new Uint8Array(), new Uint8Array(100), first.subarray(0, -1), damaged];

  it('is served once for each version, compressed as the browser asks', async () => {
    const model = createItemModel(first);
    const adapter = await testAdapter({ model });
    const decoders = { br: brotliDecompressSync, gzip: gunzipSync, identity: (bytes: Buffer) => bytes };
    for (const bytes of [first, second]) {
      model.publish(bytes);
      const { version } = model;
      for (const path of ['/api/model', '/api/model/'])
        for (const encoding of ['br', 'gzip', 'identity'] as const) {
          const response = await adapter.get(path, { 'Accept-Encoding': encoding });
          assert.equal(response.status, 200);
          assert.equal(response.headers.get('Content-Encoding') ?? 'identity', encoding);
          assert.equal(response.headers.get('Content-Type'), 'application/octet-stream');
          assert.equal(response.headers.get('Cache-Control'), 'no-cache');
          assert.include(response.headers.get('Vary') ?? '', 'Accept-Encoding');
          assert.equal(response.headers.get('ETag'), `"${version}"`);
          const decoded = decoders[encoding](Buffer.from(await response.arrayBuffer()));
          assert.deepEqual(new Uint8Array(decoded), bytes);
        }
      const { model: announced } = await jsonOf<Capabilities>(adapter.get('/api/capabilities/'));
      assert.equal(announced, version);
      const held = await adapter.get('/api/model/', { 'If-None-Match': `W/"${version}"` });
      assert.deepEqual([held.status, await held.text()], [304, '']);
    }
    const old = { 'If-None-Match': `"${createItemModel(first).version}"` };
    assert.equal((await adapter.get('/api/model/', old)).status, 200);
    await adapter.backend.close();
  });

  it('is no content and no failure while there is none', async () => {
    const model = createItemModel();
    for (const options of [{}, { model }]) {
      const adapter = await testAdapter(options);
      const response = await adapter.get('/api/model/');
      assert.deepEqual([response.status, await response.text()], [204, '']);
      assert.isNull((await jsonOf<Capabilities>(adapter.get('/api/capabilities/'))).model);
      await adapter.backend.close();
    }
    assert.deepEqual([model.version, model.bytes, model.boundTo(catalog)], [null, undefined, undefined]);
    model.publish(first);
    assert.isString(model.version);
  });

  it('ranks, and another one ranks from the next answer on, in spite of the answers that are kept', async () => {
    const model = createItemModel();
    const adapter = await testAdapter({ model });
    const { Cookie } = await adapter.visit();
    const body = { movie_id: 1, interaction_type: 'rate', rating_value: 5 };
    await adapter.post('/api/track/', body, { Cookie });
    const best = async () => {
      const answer = await jsonOf<Answer>(adapter.get('/api/realtime-recommendations/', { Cookie }));
      return answer.recommendations[0]?.title;
    };
    const rows = async () => (await adapter.get('/api/dynamic-carousels/', { Cookie })).text();
    const [before, rowsBefore] = [await best(), await rows()];
    assert.notInclude(['Film 30', 'Film 31'], before);
    model.publish(first);
    assert.equal(await best(), 'Film 30');
    assert.equal(await best(), 'Film 30', 'kept');
    const rowsWith = await rows();
    assert.notEqual(rowsWith, rowsBefore);
    model.publish(second);
    assert.equal(await best(), 'Film 31');
    model.publish(first);
    assert.equal(await best(), 'Film 30');
    assert.equal(await rows(), rowsWith);
    await adapter.backend.close();
  });

  it('stays where a bad one is published', () => {
    const model = createItemModel(first);
    const { version } = model;
    for (const bytes of bad) {
      assert.throws(() => model.publish(bytes), TypeError, /: .*train/);
      assert.throws(() => createItemModel(bytes), TypeError);
    }
    assert.equal(model.version, version);
    assert.deepEqual(model.bytes, first);
  });

  it('stays what it is, whatever happens to the bytes it was read from', () => {
    const bytes = first.slice();
    const model = createItemModel(bytes);
    bytes.fill(0);
    assert.deepEqual(model.bytes, first);
  });

  it('is bound to a catalog once, and to each catalog for itself', () => {
    const model = createItemModel(first);
    const bound = model.boundTo(catalog);
    assert.equal(model.boundTo(catalog), bound);
    const named = (of: Catalog, from: string) => {
      const scores = new Float64Array(of.size);
      model.boundTo(of)?.neighbours.spread([{ index: of.indexOf(from) }], () => 1, scores);
      return of.ids.filter((_, row) => scores[row]);
    };
    assert.deepEqual([named(catalog, '1'), named(catalog, '4')], [['30'], ['20']]);
    const part = createCatalog([{ id: 30 }, { id: 1 }]);
    assert.deepEqual(named(part, '1'), ['30']);
    model.publish(second);
    assert.equal(model.boundTo(catalog)?.version, model.version);
    assert.notEqual(model.boundTo(catalog), bound);
  });
});
