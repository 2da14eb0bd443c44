import { assert } from 'chai';
import { DEFAULT_STAGES, type Attune, type RankingContext, type Stages } from '../../src/index.js';
import { closeAll, ids, ITEMS, start } from './films.js';
import { createServed, keep } from './served.js';

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const until = async (condition: () => boolean) => {
  while (!condition()) await new Promise((resolve) => setTimeout(resolve, 5));
};

describe('the client', () => {
  afterEach(closeAll);

  it('shows a first-time visitor popular items, spread over genres', async () => {
    const { attune } = start();
    await attune.ready;
    const shown = attune.recommend({ limit: 8 });
    assert.lengthOf(shown, 8);
    assert.isAtLeast(new Set(shown.flatMap(({ item }) => item.genres ?? [])).size, 3);
    assert.isTrue(shown.every(({ reason }) => reason.kind === 'popular'));
  });

  it('re-orders what is recommended as soon as something is tracked', async () => {
    const { attune } = start();
    await attune.ready;
    const before = ids(attune.recommend({ limit: 5 }));
    attune.track('rate', 'film-7', { value: 5 });
    const after = attune.recommend({ limit: 5 });
    assert.notDeepEqual(ids(after), before);
    assert.equal(after[0]?.item.genres?.[0], 'Horror');
    assert.equal(after[0]?.reason.text, 'Because you rated Film 7');
  });

  it('goes on with the default ranking where the site’s own throws, and says so once', async () => {
    const { attune, errors } = start({
      ranking: () => {
        throw new Error('broken');
      },
    });
    await attune.ready;
    attune.$recommendations.subscribe(() => undefined)();
    assert.lengthOf(attune.recommend({ limit: 5 }), 5);
    assert.deepEqual(attune.rank(['film-2', 'film-1']), ['film-1', 'film-2']);
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['ranking-failed'],
    );
  });

  it('never ranks by what was before a change, whatever made it', async () => {
    const { attune } = start();
    await attune.ready;
    const orders = [attune.recommend({ limit: 40 })];
    const key = attune.track('rate', 'film-7', { value: 5 })!;
    orders.push(attune.recommend({ limit: 40 }));
    attune.track('watchlist_add', 'film-8');
    orders.push(attune.recommend({ limit: 40 }));
    attune.track('mute', undefined, { features: ['genre:Horror'] });
    orders.push(attune.recommend({ limit: 40 }));
    attune.undo(key);
    orders.push(attune.recommend({ limit: 40 }));
    assert.lengthOf(new Set(orders.map((order) => ids(order).join())), 5);
  });

  it('ranks all that one burst changes in one context, whoever asks', async () => {
    const contexts: RankingContext[] = [];
    const noting: Stages = {
      ...DEFAULT_STAGES,
      filters: [{ name: 'noting', exclude: (context) => void contexts.push(context) }],
    };
    const { attune } = start({ ranking: noting });
    await attune.ready;
    const stops = [attune.list('for-you'), attune.list('popular'), attune.list('new'), attune.$carousels].map(
      ($store) => $store.subscribe(() => undefined),
    );
    contexts.length = 0;
    attune.track('rate', 'film-7', { value: 5 });
    attune.track('click', 'film-9');
    attune.recommend();
    await frame();
    assert.lengthOf(new Set(contexts), 1);
    attune.track('click', 'film-10');
    await frame();
    assert.lengthOf(new Set(contexts), 2);
    for (const stop of stops) stop();
  });

  it('ranks by a catalog from the moment it says that it is there', async () => {
    const served = createServed();
    served.answers.set('/films.json', () => Response.json(ITEMS));
    const { attune } = start({ catalog: '/films.json' });
    const counts: number[] = [];
    const stop = attune.$status.subscribe(() => counts.push(attune.recommend({ limit: 5 }).length));
    await attune.ready;
    assert.deepEqual([counts[0], counts.at(-1)], [0, 5]);
    assert.equal(counts.indexOf(5), counts.length - 1);
    stop();
    served.stop();
  });

  it('lets time pass for a list that nothing changes', async () => {
    const times = new Set<number>();
    let now = Date.UTC(2026, 5, 1);
    const ranking = ({ now }: RankingContext) => {
      times.add(now);
      return [];
    };
    const { attune } = start({ ranking }, { now: () => now });
    await attune.ready;
    attune.recommend();
    now += 500;
    attune.recommend();
    assert.lengthOf([...times], 1);
    now += 600;
    attune.recommend();
    assert.lengthOf([...times], 2);
  });

  it('tells subscribers of a list before the next frame', async () => {
    const { attune } = start();
    await attune.ready;
    let shown: string[] = [];
    const stop = attune.list('for-you', 5).subscribe((entries) => (shown = ids(entries)));
    const before = shown;
    attune.track('rate', 'film-7', { value: 5 });
    await frame();
    assert.notDeepEqual(shown, before);
    stop();
  });

  it('leaves an item that was acted on where it is, marked, until the list is renewed', async () => {
    const { attune } = start();
    await attune.ready;
    const $list = attune.list('for-you', 5);
    const stop = $list.subscribe(() => undefined);
    const third = $list.get()[2]!.item.id;
    attune.track('watchlist_add', third);
    await frame();
    assert.equal($list.get()[2]?.item.id, third);
    assert.equal($list.get()[2]?.acted, 'saved');
    await attune.refresh();
    await frame();
    assert.notInclude(ids($list.get()), third);
    stop();
  });

  it('puts everything back with undo', async () => {
    const { attune } = start();
    await attune.ready;
    const before = attune.recommend({ limit: 10 });
    const key = attune.track('rate', 'film-7', { value: 5 });
    assert.equal(attune.stateOf('film-7').rating, 5);
    attune.undo(key!);
    assert.deepEqual(ids(attune.recommend({ limit: 10 })), ids(before));
    assert.isUndefined(attune.stateOf('film-7').rating);
  });

  it('takes a click and the page it opened back as one change', async () => {
    const { attune } = start();
    await attune.ready;
    attune.track('recommendation_click', 'film-7');
    attune.track('view_detail', 'film-7');
    attune.recommend();
    await frame();
    const { keys = [] } = attune.$change.get() ?? {};
    assert.lengthOf(keys, 2);
    for (const key of keys) attune.undo(key);
    assert.isEmpty(attune.insights().preferences.filter(({ affinity }) => Math.abs(affinity) > 1e-9));
    attune.track('rate', 'film-7', { value: 5 });
    await frame();
    assert.lengthOf(attune.$change.get()?.keys ?? [], 1);
  });

  it('knows the visitor again after a reload', async () => {
    const first = start();
    await first.attune.ready;
    first.attune.track('rate', 'film-7', { value: 5 });
    const order = ids(first.attune.recommend({ limit: 10 }));
    await first.attune.close();
    const { attune } = start({ name: first.name });
    await attune.ready;
    assert.deepEqual(ids(attune.recommend({ limit: 10 })), order);
  });

  it('lets a second tab follow', async () => {
    const one = start();
    const two = start({ name: one.name });
    await Promise.all([one.attune.ready, two.attune.ready]);
    const $list = two.attune.list('for-you', 10);
    const stop = $list.subscribe(() => undefined);
    one.attune.track('rate', 'film-39', { value: 5 });
    two.attune.recommend({ limit: 10 });
    await until(() => two.attune.stateOf('film-39').rating === 5);
    assert.deepEqual(ids(two.attune.recommend({ limit: 10 })), ids(one.attune.recommend({ limit: 10 })));
    await frame();
    assert.deepEqual(ids($list.get()), ids(one.attune.recommend({ limit: 10 })));
    stop();
  });

  it('counts what was tracked before the catalog had arrived', async () => {
    const body = URL.createObjectURL(new Blob([JSON.stringify(ITEMS)], { type: 'application/json' }));
    const { attune } = start({ catalog: body });
    attune.track('rate', 'film-7', { value: 5 });
    await attune.ready;
    assert.equal(attune.recommend({ limit: 1 })[0]?.item.genres?.[0], 'Horror');
    URL.revokeObjectURL(body);
  });

  it('stores what was tracked before the catalog at once, and gives it its features when that comes', async () => {
    let arrive: (body: Response) => void = () => undefined;
    const { fetch } = window;
    window.fetch = () => new Promise((resolve) => (arrive = resolve));
    try {
      const first = start({ catalog: '/late.json' });
      first.attune.track('rate', 'film-7', { value: 5 });
      await first.attune.flush();
      // Closed before the catalog came: a later page of the same visitor makes it good.
      await first.attune.close();
      const { attune } = start({ name: first.name });
      await attune.ready;
      await until(() => attune.insights().preferences.length > 0);
      assert.include(
        attune.insights().preferences.map(({ feature }) => feature),
        'genre:Horror',
      );
      arrive(Response.json([]));
    } finally {
      window.fetch = fetch;
    }
  });

  it('adds what the page says of an item to what the catalog knows', async () => {
    const { attune } = start();
    await attune.ready;
    attune.track('click', 'film-7', { features: ['mood:dark'] });
    assert.sameMembers(
      attune.insights().preferences.map(({ feature }) => feature),
      ['mood:dark', 'genre:Horror', 'decade:1980'],
    );
  });

  it('keeps the catalog for a start without network', async () => {
    const body = URL.createObjectURL(new Blob([JSON.stringify(ITEMS)], { type: 'application/json' }));
    const first = start({ catalog: body });
    await first.attune.ready;
    await first.attune.close();
    URL.revokeObjectURL(body);
    const { attune, errors } = start({ catalog: body, name: first.name });
    await attune.ready;
    assert.lengthOf(attune.recommend({ limit: 5 }), 5);
    assert.isEmpty(errors);
  });

  it('ignores a kept catalog that can’t be read, and fetches it anew', async () => {
    const served = createServed();
    served.answers.set('/films.json', () => Response.json(ITEMS, { headers: { etag: '"1"' } }));
    const name = `damaged-${Date.now()}`;
    await keep(name, '/films.json', { version: '"1"', body: '[{"id":' });
    const { attune, errors } = start({ catalog: '/films.json', name });
    await attune.ready;
    served.stop();
    assert.lengthOf(attune.recommend({ limit: 5 }), 5);
    assert.isEmpty(errors);
  });

  it('loads no code for item models where it is given none', () => {
    const loaded = performance.getEntriesByType('resource').map(({ name }) => new URL(name).pathname);
    assert.include(loaded, '/src/load-catalog.ts');
    assert.notInclude(loaded, '/src/load-model.ts');
  });

  it('counts a search for the features its words name', async () => {
    const { attune } = start();
    await attune.ready;
    attune.track('search', undefined, { query: 'some good horror, please' });
    assert.equal(attune.insights().preferences[0]?.feature, 'genre:Horror');
  });

  for (const [what, call, names] of [
    ['an unknown type', (attune: Attune) => attune.track('admire', 'film-1'), 'type'],
    ['a missing item', (attune: Attune) => attune.track('click'), 'itemId'],
    ['a rating of 6', (attune: Attune) => attune.track('rate', 'film-1', { value: 6 }), 'value'],
    ['a rating without value', (attune: Attune) => attune.track('rate', 'film-1'), 'value'],
    ['no text as id', (attune: Attune) => attune.track('click', {} as string), 'itemId'],
    ['null details', (attune: Attune) => attune.track('click', 'film-1', null as never), 'track'],
    [
      'an element as item',
      (attune: Attune) => attune.track('mute', document.body as never, { features: ['genre:Drama'] }),
      'itemId',
    ],
  ] as const) {
    it(`answers ${what} with one report and no exception`, async () => {
      const { attune, errors } = start();
      await attune.ready;
      assert.isUndefined(call(attune));
      call(attune);
      assert.lengthOf(errors, 1);
      assert.include(errors[0]?.message, names);
      assert.equal(errors[0]?.code, 'invalid-interaction');
    });
  }

  it('keeps nothing of a context that can’t be stored', async () => {
    const { attune, errors } = start();
    await attune.ready;
    const odd = { source: () => 1, list: 'x'.repeat(5000), position: NaN, query: 7 } as never;
    assert.isDefined(attune.track('click', 'film-1', odd));
    await attune.flush();
    assert.isEmpty(errors);
  });

  it('lets undo of what was refused change nothing', async () => {
    const { attune } = start();
    await attune.ready;
    attune.undo(attune.track('admire', 'film-1') as never);
    attune.undo([{}, 'x'] as never);
    assert.isEmpty(attune.insights().recentInteractions);
  });

  it('keeps going when the page’s own error handler throws', async () => {
    const { attune } = start({
      onError: () => {
        throw new Error('mine');
      },
    });
    await attune.ready;
    assert.isUndefined(attune.track('admire', 'film-1'));
    assert.isDefined(attune.track('click', 'film-1'));
  });

  it('reports a catalog that can’t be read once, and goes on without it', async () => {
    const { attune, errors } = start({ catalog: '/there-is-no-such-catalog.json' });
    await attune.ready;
    assert.isEmpty(attune.recommend());
    assert.equal(attune.$status.get().catalog, 'error');
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['catalog-unavailable'],
    );
    assert.isDefined(attune.track('click', 'elsewhere', { features: ['genre:Drama'] }));
  });

  it('reports what is wrong in a catalog once and uses the rest', async () => {
    const { attune, errors } = start({
      catalog: [
        ITEMS[0],
        ITEMS[0],
        { title: 'no id' },
        { id: '<b>', title: '<img onerror=1>' },
        null,
        ITEMS[1],
      ],
    });
    await attune.ready;
    assert.equal(attune.catalog.size, 3);
    assert.lengthOf(errors, 1);
    assert.include(errors[0]?.message, 'entry 1 repeats id');
    assert.include(errors[0]?.message, '2 more');
  });

  it('works in memory where the browser refuses storage, and says so', async () => {
    const { attune, errors } = start(
      {},
      { openStorage: () => Promise.reject(new DOMException('denied', 'SecurityError')) },
    );
    await attune.ready;
    attune.track('rate', 'film-7', { value: 5 });
    await attune.flush();
    assert.equal(attune.$status.get().journal, 'memory');
    assert.equal(attune.stateOf('film-7').rating, 5);
    assert.deepEqual(
      errors.map(({ code }) => code),
      ['storage-unavailable'],
    );
  });

  it('ranks a site’s own list without leaving anything out', async () => {
    const { attune } = start();
    await attune.ready;
    attune.track('rate', 'film-7', { value: 5 });
    assert.deepEqual(attune.rank(['film-0', 'unknown', 'film-3', 'film-7']), [
      'film-3',
      'film-7',
      'film-0',
      'unknown',
    ]);
  });

  it('holds 100,000 items', async () => {
    const many = Array.from({ length: 100_000 }, (_, i) => ({
      id: i,
      title: `Item ${i}`,
      genres: [`G${i % 20}`],
    }));
    const { attune } = start({ catalog: many });
    await attune.ready;
    assert.equal(attune.catalog.size, 100_000);
    assert.lengthOf(attune.recommend({ limit: 12 }), 12);
  });
});
