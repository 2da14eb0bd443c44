import { assert } from 'chai';
import { frame, until } from '../widgets/until.js';
import { closeAll, ids, start } from './films.js';
import { createServed, keep, keptOf, untilKept, type Served } from './served.js';

const URL = '/api/demand/';
/** Beside these some others trend a little, so that there is enough for a list. */
const counted = (...lately: [id: string, trending: number][]) =>
  JSON.stringify({
    items: [...lately, ...[1, 2, 3, 4, 5].map((i) => [`film-${i}`, 0.01] as const)].map(([id, trending]) => [
      id,
      1,
      trending,
    ]),
  });

describe('demand', () => {
  let served: Served;
  beforeEach(() => {
    served = createServed();
  });
  afterEach(async () => {
    await closeAll();
    served.stop();
  });

  const answer = (body: string, etag?: string) => () =>
    new Response(body, { headers: etag === undefined ? {} : { etag } });
  const trending = (attune: ReturnType<typeof start>['attune']) =>
    ids(attune.recommend({ source: 'trending', limit: 2 }));

  it('is asked of the endpoint without credentials, and is what trends', async () => {
    served.answers.set(URL, answer(counted(['film-30', 9], ['film-20', 3])));
    const { attune, errors } = start({ endpoint: '/api' });
    await until(() => trending(attune).join() === 'film-30,film-20');
    assert.deepEqual(served.asked, [{ path: URL, credentials: 'omit' }]);
    assert.include(
      attune.carousels().map(({ source }) => source),
      'trending',
    );
    assert.isEmpty(errors);
  });

  it('is asked of nobody without an endpoint', async () => {
    const { attune } = start();
    await attune.ready;
    await frame();
    await frame();
    assert.isEmpty(served.asked);
    assert.notInclude(
      attune.carousels().map(({ source }) => source),
      'trending',
    );
  });

  it('is kept for a page without network', async () => {
    served.answers.set(URL, answer(counted(['film-30', 9]), '"1"'));
    const first = start({ endpoint: '/api/' });
    await untilKept(first.name, URL);
    await first.attune.close();
    served.answers.clear();
    const { attune, errors } = start({ endpoint: '/api/', name: first.name });
    await attune.ready;
    assert.equal(trending(attune)[0], 'film-30');
    assert.isEmpty(errors);
  });

  it('moves no list that is looked at, and is what refresh() shows, which asks again', async () => {
    const name = `demand-${Date.now()}`;
    await keep(name, URL, { version: '"1"', body: counted(['film-30', 9]) });
    served.answers.set(URL, answer(counted(['film-20', 9]), '"2"'));
    const { attune } = start({ endpoint: '/api/', name });
    const $list = attune.list('trending', 2);
    const stop = $list.subscribe(() => undefined);
    await attune.ready;
    assert.equal(ids($list.get())[0], 'film-30');
    await untilKept(name, URL, '"2"');
    await frame();
    assert.equal(ids($list.get())[0], 'film-30');
    served.answers.set(URL, answer(counted(['film-10', 9]), '"3"'));
    await attune.refresh();
    await until(() => ids($list.get())[0] === 'film-10');
    stop();
  });

  for (const [what, respond] of [
    ['missing', () => new Response('{"error":"no such route"}', { status: 404 })],
    ['out of reach', () => Promise.reject(new TypeError('There is no network'))],
    ['no JSON', answer('<!doctype html>')],
    ['other JSON', answer('{"items":[null]}')],
  ] as const) {
    it(`that is ${what} is no failure`, async () => {
      served.answers.set(URL, respond);
      const { attune, errors, name } = start({ endpoint: '/api/' });
      await attune.ready;
      await attune.refresh();
      assert.isAbove(served.asked.length, 0);
      assert.lengthOf(attune.recommend({ limit: 5 }), 5);
      assert.isEmpty(errors);
      assert.isUndefined(await keptOf(name, URL));
    });
  }
});
