import { assert } from 'chai';
import { createKeptFile } from '../../src/kept-file.js';
import type { StoredFile } from '../../src/journal/contract.js';
import { frame } from '../widgets/until.js';
import { createServed, type Served } from './served.js';

describe('a kept file', () => {
  let served: Served;
  let used: string[];
  let stored: StoredFile[];
  beforeEach(() => {
    served = createServed();
    [used, stored] = [[], []];
  });
  afterEach(() => served.stop());

  const create = (kept?: StoredFile, after?: Promise<unknown>) =>
    createKeptFile({
      url: '/file',
      files: { file: async () => kept, keepFile: async (_, file) => void stored.push(file) },
      bodyOf: (response) => response.text(),
      use: (body) => used.push(body),
      after,
    });

  it('waits with what was kept for what is to be there first', async () => {
    let come = () => undefined as unknown;
    const first = new Promise((resolve) => (come = () => resolve(undefined)));
    const { kept, fresh } = create({ version: '', body: 'kept' }, first);
    await frame();
    assert.isEmpty(used);
    come();
    assert.isTrue(await kept);
    await fresh;
    assert.deepEqual(used, ['kept']);
  });

  it('holds nobody up where nothing was kept', async () => {
    const never = new Promise(() => undefined);
    const { kept, fresh } = create(undefined, never);
    assert.isFalse(await kept);
    await fresh;
  });

  it('uses and keeps only what is new', async () => {
    served.answers.set('/file', () => new Response('one', { headers: { etag: '"1"' } }));
    const { fresh, renew } = create({ version: '"0"', body: 'zero' });
    await fresh;
    served.answers.set('/file', () => new Response('not read', { headers: { etag: '"1"' } }));
    await renew();
    assert.deepEqual(used, ['zero', 'one']);
    served.answers.set('/file', () => new Response('one'));
    await renew();
    assert.deepEqual(used, ['zero', 'one']);
    served.answers.set('/file', () => new Response('two'));
    await renew();
    assert.deepEqual(used, ['zero', 'one', 'two']);
    assert.deepEqual(
      stored.map(({ version }) => version),
      ['"1"', ''],
    );
  });
});
