import { assert } from 'chai';
import '../../widgets/carousel/define.js';
import type { StoredFile } from '../../src/journal/contract.js';
import { loadModel } from '../../src/load-model.js';
import { frame, until } from '../widgets/until.js';
import { closeAll, ids, ITEMS, modelFile, start, type Started } from './films.js';
import { createServed, held, keep, keptOf, untilKept, type Served } from './served.js';

const URL = '/model.bin';
const LIKED = 'film-7';

/** Says of whoever liked film 7 that they will like film 33, which nothing else speaks for. */
const FILE = modelFile([LIKED, 'film-33']);
const OTHER = modelFile([LIKED, 'film-34']);

const answer = (body: BodyInit, etag?: string) => () =>
  new Response(body, { headers: etag === undefined ? {} : { etag } });

describe('the item model', () => {
  let served: Served;
  beforeEach(() => {
    served = createServed();
  });
  afterEach(async () => {
    await closeAll();
    served.stop();
  });

  const best = ({ attune }: Started) => attune.recommend({ limit: 1 })[0];

  /** A visitor who liked film 7 on an earlier page, which knew no model. */
  async function visitor(): Promise<string> {
    const { attune, name } = start();
    await attune.ready;
    attune.track('rate', LIKED, { value: 5 });
    await attune.close();
    return name;
  }

  /** The same, with a model kept. */
  async function visitorWith(file: Uint8Array<ArrayBuffer>, version = '"1"'): Promise<string> {
    const name = await visitor();
    await keep(name, URL, { version, body: file.buffer });
    return name;
  }

  it('is loaded after the start, and says because of what', async () => {
    served.answers.set(URL, answer(FILE));
    const page = start({ model: URL, name: await visitor() });
    await page.attune.ready;
    await until(() => best(page)?.item.id === 'film-33');
    assert.equal(best(page)?.reason.itemId, LIKED);
    assert.isEmpty(page.errors);
  });

  it('is asked for behind the catalog, which a slow network would share with it', async () => {
    const catalog = held(Response.json(ITEMS));
    served.answers.set('/items.json', catalog.answer);
    served.answers.set(URL, answer(FILE));
    const page = start({ model: URL, catalog: '/items.json' });
    await until(() => served.asked.length);
    await frame();
    await frame();
    assert.deepEqual(
      served.asked.map(({ path }) => path),
      ['/items.json'],
    );
    catalog.letGo();
    await page.attune.ready;
    await until(() => served.asked.some(({ path }) => path === URL));
  });

  it('is used from the first moment on where it was kept, without network', async () => {
    served.answers.set(URL, answer(FILE));
    const first = start({ model: URL, name: await visitor() });
    await until(() => best(first)?.item.id === 'film-33');
    await untilKept(first.name, URL);
    await first.attune.close();
    served.answers.clear();
    const page = start({ model: URL, name: first.name });
    await page.attune.ready;
    assert.equal(best(page)?.item.id, 'film-33');
    await until(() => served.asked.length === 2);
    await frame();
    assert.isEmpty(page.errors);
  });

  it('is there before the first list that a returning visitor sees', async () => {
    const name = await visitorWith(FILE);
    await keep(name, '/films.json', { version: '', body: JSON.stringify(ITEMS) });
    const { attune } = start({ catalog: '/films.json', model: URL, name });
    const firsts: (string | undefined)[] = [];
    const stop = attune
      .list('for-you')
      .subscribe((entries) => entries.length && firsts.push(entries[0]?.item.id));
    await attune.ready;
    await frame();
    assert.deepEqual(firsts, ['film-33']);
    stop();
  });

  it('is replaced by what the server has now, and that is kept', async () => {
    served.answers.set(URL, answer(OTHER, '"2"'));
    const page = start({ model: URL, name: await visitorWith(FILE) });
    await page.attune.ready;
    assert.equal(best(page)?.item.id, 'film-33');
    await until(() => best(page)?.item.id === 'film-34');
    const kept = await untilKept(page.name, URL, '"2"');
    assert.deepEqual(new Uint8Array(kept.body as ArrayBuffer), OTHER);
  });

  describe('that comes while a list is looked at', () => {
    let page: Started;
    let letGo: () => void;
    let carousel: HTMLElementTagNameMap['attune-carousel'];
    const cards = () =>
      [...carousel.querySelectorAll(':scope > ul > li')].map((card) => card.getAttribute('data-attune-item'));

    /** The film the model speaks for is not among those shown before it came. */
    beforeEach(async () => {
      const late = held(new Response(FILE));
      letGo = late.letGo;
      served.answers.set(URL, late.answer);
      page = start({ model: URL, name: await visitor() });
      carousel = document.createElement('attune-carousel');
      carousel.client = page.attune;
      carousel.limit = 10;
      document.body.append(carousel);
      await page.attune.ready;
      await until(() => cards().length);
    });
    afterEach(() => carousel.remove());

    async function arrive(): Promise<void> {
      letGo();
      await untilKept(page.name, URL);
      await frame();
      await frame();
    }

    it('moves nothing by itself and counts from the next interaction on', async () => {
      const before = cards();
      const entries = page.attune.list('for-you', 10).get();
      assert.notInclude(before, 'film-33');
      await arrive();
      assert.deepEqual(cards(), before);
      assert.equal(page.attune.list('for-you', 10).get(), entries);
      assert.notInclude(ids(page.attune.recommend({ limit: 10 })), 'film-33');
      page.attune.track('impression', before[0]!);
      await frame();
      await frame();
      assert.deepEqual(cards(), before, 'what was merely seen moves nothing');
      page.attune.track('click', 'film-1');
      await frame();
      await until(() => cards()[0] === 'film-33');
    });

    it('counts from refresh() on', async () => {
      await arrive();
      await page.attune.refresh();
      await until(() => cards()[0] === 'film-33');
    });

    it('counts from the next page on', async () => {
      await arrive();
      carousel.remove();
      assert.equal(best(page)?.item.id, 'film-33');
    });
  });

  it('is used at once for a list that nothing could be ranked for so far', async () => {
    const late = held(Response.json(ITEMS));
    served.answers.set('/films.json', late.answer);
    const page = start({ catalog: '/films.json', model: URL, name: await visitorWith(FILE) });
    const $list = page.attune.list('for-you', 10);
    const stop = $list.subscribe(() => undefined);
    await until(() => served.asked.length);
    assert.isEmpty($list.get());
    late.letGo();
    await until(() => $list.get().length);
    assert.equal($list.get()[0]?.item.id, 'film-33');
    stop();
  });

  it('speaks for the same films when the catalog is replaced by one in another order', async () => {
    served.answers.set('/films.json', () => Response.json([...ITEMS].reverse()));
    const name = await visitorWith(FILE);
    await keep(name, '/films.json', { version: '', body: JSON.stringify(ITEMS) });
    const page = start({ catalog: '/films.json', model: URL, name });
    await page.attune.ready;
    assert.equal(page.attune.catalog.ids[0], 'film-0');
    assert.equal(best(page)?.item.id, 'film-33');
    await until(() => page.attune.catalog.ids[0] === 'film-39');
    assert.equal(best(page)?.item.id, 'film-33');
  });

  it('is harmless where it is of another catalog', async () => {
    served.answers.set(URL, answer(modelFile(['song-1', 'song-2'])));
    const page = start({ model: URL, name: await visitor() });
    await page.attune.ready;
    const before = ids(page.attune.recommend());
    await untilKept(page.name, URL);
    assert.deepEqual(ids(page.attune.recommend()), before);
    assert.isEmpty(page.errors);
  });

  it('is fetched anew where the kept copy is damaged', async () => {
    served.answers.set(URL, answer(FILE, '"1"'));
    const page = start({ model: URL, name: await visitorWith(FILE.slice(0, -1)) });
    await page.attune.ready;
    await until(() => best(page)?.item.id === 'film-33');
    assert.isEmpty(page.errors);
  });

  it('is taken as the same where the server has no ETag to say so', async () => {
    served.answers.set(URL, answer(FILE));
    const stored: StoredFile[] = [];
    let models = 0;
    await loadModel({
      url: URL,
      files: {
        file: async () => ({ version: '', body: FILE.buffer }),
        keepFile: async (_, file) => void stored.push(file),
      },
      behind: Promise.resolve(),
      onModel: () => models++,
      report: assert.fail,
    });
    await until(() => stored.length);
    assert.equal(models, 1);
  });

  it('that an adapter does not have yet is no failure', async () => {
    let asked = 0;
    served.answers.set(URL, () => {
      asked++;
      return new Response(null, { status: 204 });
    });
    const page = start({ model: URL });
    await page.attune.ready;
    await until(() => asked);
    await page.attune.refresh();
    assert.isEmpty(page.errors);
    assert.isUndefined(await keptOf(page.name, URL));
  });

  const damaged = FILE.slice();
  damaged[damaged.length - 1]! ^= 1;
  for (const [what, respond] of [
    ['missing', () => new Response('Not found', { status: 404 })],
    ['an error', () => new Response(FILE, { status: 500 })],
    ['cut off', answer(FILE.slice(0, -1))],
    ['damaged', answer(damaged)],
    ['empty', answer('')],
    ['a page', answer('<!doctype html><title>Welcome</title>')],
    ['out of reach', () => Promise.reject(new TypeError('There is no network'))],
  ] as const) {
    it(`that is ${what} is one report, and lists go on without it`, async () => {
      served.answers.set(URL, respond);
      const page = start({ model: URL });
      await page.attune.ready;
      await until(() => page.errors.length);
      await page.attune.refresh();
      assert.lengthOf(page.errors, 1);
      assert.equal(page.errors[0]?.code, 'model-unavailable');
      assert.include(page.errors[0]?.message, URL);
      assert.include(page.errors[0]?.message, 'attune train');
      assert.lengthOf(page.attune.recommend({ limit: 5 }), 5);
      assert.isUndefined(await keptOf(page.name, URL));
    });
  }

  it('that the server has damaged is reported, and the kept one goes on', async () => {
    served.answers.set(URL, answer(damaged, '"2"'));
    const page = start({ model: URL, name: await visitorWith(FILE) });
    await page.attune.ready;
    await until(() => page.errors.length);
    assert.equal(page.errors[0]?.code, 'model-unavailable');
    assert.equal(best(page)?.item.id, 'film-33');
    assert.equal((await keptOf(page.name, URL))?.version, '"1"');
  });
});
