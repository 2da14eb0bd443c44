import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { filmItems } from '../../examples/film-site/items.js';
import { filmSite } from '../../examples/film-site/server.mjs';
import { openDatabase, type SqlRow } from '../../server-adapter/backends/sqlite/driver.js';
import { findBrowser } from '../find-browser.mjs';
import { openGate, type Gate } from './gate.js';

// The package as it is published, not its sources: `npm test` builds it before.
const { createCatalog } = await import('attune/core');
const { serve } = await import('attune/server');

const FOR_YOU = 'attune-carousel[source="for-you"]';

/** The story of the film site, in a real browser, against a real adapter and a real database file. */
describe('the film site', () => {
  let data: string;
  let server: Awaited<ReturnType<typeof serve>>;
  let gate: Gate;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];
  /** Types tracked so far, to be found in the database once each. */
  const tracked: string[] = [];

  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'attune-e2e-'));
    const items = filmItems();
    const catalog = createCatalog(items);
    server = await serve({ data, catalog, port: 0, routes: filmSite({ items }) });
    gate = await openGate(server.url);
    browser = await launch(await findBrowser());
    page = await open();
  });

  after(async () => {
    await browser.close();
    await gate.close();
    await server.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });

  afterEach(() => {
    gate.cut = undefined;
  });

  async function open(): Promise<Page> {
    const opened = await browser.newPage();
    await opened.setViewport({ width: 1360, height: 900 });
    opened.on('pageerror', (error) => complaints.push(String(error)));
    opened.on('console', (message) => {
      // The browser itself reports the requests that this test cuts off.
      const cut = /ERR_(EMPTY_RESPONSE|CONNECTION)|status of 401/.test(message.text());
      if (message.type() === 'error' && !cut) complaints.push(message.text());
    });
    // The compiler names inner functions with a helper that pages lack.
    await opened.evaluateOnNewDocument('globalThis.__name = (it) => it');
    await opened.goto(gate.url);
    await settled(opened);
    return opened;
  }

  async function settled(at: Page): Promise<void> {
    await at.waitForFunction(() => window.attune?.$status.get().catalog === 'ready');
    await at.waitForSelector(`${FOR_YOU} li[data-attune-item] a`);
    await at.evaluate(() => window.attune!.ready);
  }

  const shown = (at: Page, list = FOR_YOU) =>
    at.$$eval(`${list} li[data-attune-item]`, (cards) => cards.map((card) => card.dataset.attuneItem));
  const recommended = (at: Page, limit = 20) =>
    at.evaluate((most) => window.attune!.recommend({ limit: most }).map(({ item }) => item.id), limit);
  const toast = (at: Page, text: string) =>
    at.waitForFunction(
      (wanted) => document.querySelector('attune-toaster')?.shadowRoot?.textContent.includes(wanted),
      {},
      text,
    );

  async function stored(): Promise<SqlRow[]> {
    const db = await openDatabase(join(data, 'attune.db'));
    try {
      return db.prepare('SELECT identity, type, item, writer, seq FROM interactions ORDER BY position').all();
    } finally {
      db.close();
    }
  }

  async function storedTypes(): Promise<void> {
    const until = Date.now() + 15_000;
    let types: unknown[] = [];
    while (types.length < tracked.length && Date.now() < until)
      types = (await stored()).map(({ type }) => type);
    // All of it is one visitor's.
    assert.lengthOf(new Set((await stored()).map(({ identity }) => identity)), 1);
    assert.sameMembers(types, tracked);
  }

  /** Clicks the fifth star of the rating card and looks at the list in the very next frame. */
  async function rateFive() {
    tracked.push('rate');
    return page.evaluate(
      (list) =>
        new Promise<{ changed: boolean }>((resolve) => {
          const order = () =>
            [...document.querySelectorAll<HTMLElement>(`${list} li[data-attune-item]`)].map(
              (card) => card.dataset.attuneItem ?? '',
            );
          const before = order();
          document.querySelector<HTMLInputElement>('#rate input[value="5"]')!.click();
          requestAnimationFrame(() => resolve({ changed: order().join() !== before.join() }));
        }),
      FOR_YOU,
    );
  }

  /** Opens a film by its card, as a visitor does: by the keyboard, so that nothing can cover it. */
  async function openFilm(place: number): Promise<void> {
    tracked.push('recommendation_click', 'view_detail');
    await page.$$eval(
      `${FOR_YOU} li[data-attune-item] a`,
      (links, at) => {
        links[at]!.click();
      },
      place,
    );
    await page.waitForFunction(() => location.hash.startsWith('#/film/'));
  }

  const home = () => page.evaluate(() => (location.hash = '#/'));

  it('shows a first-time visitor filled rows', async () => {
    const rows = await page.$$eval('attune-carousel', (lists) =>
      lists.map((list) => list.querySelectorAll('li[data-attune-item]').length),
    );
    assert.isAtLeast(rows.length, 3);
    assert.isTrue(
      rows.every((count) => count >= 5),
      `cards by row: ${rows.join()}`,
    );
  });

  it('re-orders in the next frame after a rating, says so, and stores it within two seconds', async () => {
    const { changed } = await rateFive();
    const begun = Date.now();
    assert.isTrue(changed);
    await toast(page, 'Recommendations updated');
    await storedTypes();
    assert.isBelow(Date.now() - begun, 2000);
  });

  it('reacts to opening, saving and searching', async () => {
    // A search weighs little beside a rating: it shows further down.
    const before = await recommended(page, 100);
    await openFilm(3);
    await toast(page, 'Opened');
    const opened = await recommended(page, 100);
    assert.notDeepEqual(opened, before);

    await home();
    tracked.push('watchlist_add');
    await page.$$eval(`${FOR_YOU} .attune-save`, (buttons) => {
      (buttons[5] as HTMLElement).click();
    });
    await toast(page, 'My list');
    const saved = await recommended(page, 100);
    assert.notDeepEqual(saved, opened);

    tracked.push('search');
    await page.type('#query', 'horror');
    await page.keyboard.press('Enter');
    await toast(page, 'horror');
    assert.notDeepEqual(await recommended(page, 100), saved);
    await home();
    await storedTypes();
  });

  it('shows the rows that say most to the visitor, none of them twice', async () => {
    const sources = await page.$$eval('#rows > attune-carousel', (rows) => rows.map(({ source }) => source));
    assert.lengthOf(new Set(sources), sources.length);
    assert.isTrue(
      sources.some((source) => source.startsWith('because:')),
      sources.join(),
    );
    assert.includeMembers(sources, ['for-you', 'watchlist', 'popular', 'new']);
    const headings = await page.$$eval('#rows > attune-carousel', (rows) =>
      rows.map(({ shadowRoot }) => shadowRoot!.querySelector('.heading')!.textContent),
    );
    assert.lengthOf(new Set(headings), sources.length);
  });

  it('shows what is like a film on its page', async () => {
    await openFilm(3);
    const id = await page.evaluate(() => decodeURIComponent(location.hash.slice('#/film/'.length)));
    await page.waitForSelector(`#view-film attune-carousel[source="similar:${id}"] li[data-attune-item]`);
    await home();
  });

  it('goes on without the adapter, through a reload, and sends everything once it is back', async () => {
    gate.cut = '/api/';
    for (const place of [6, 7, 8]) {
      await openFilm(place);
      await home();
      const { changed } = await rateFive();
      assert.isTrue(changed, `rating ${place}`);
    }
    const order = await recommended(page);
    const insights = await page.evaluate(() => window.attune!.insights().totalRatings);
    // No hand reloads within the few milliseconds that storing takes; a test does.
    await page.evaluate(() => window.attune!.flush());
    await page.reload();
    await settled(page);
    assert.deepEqual(await recommended(page), order);
    assert.equal(await page.evaluate(() => window.attune!.insights().totalRatings), insights);

    const missing = tracked.length - (await stored()).length;
    assert.isAtLeast(missing, 9);
    gate.cut = undefined;
    await storedTypes();
    const rows = await stored();
    assert.lengthOf(new Set(rows.map(({ writer, seq }) => `${writer} ${seq}`)), tracked.length);
    assert.lengthOf(new Set(rows.filter(({ type }) => type === 'rate').map(({ item }) => item)), 4);
  });

  it('shows the same order in a second tab, which follows the first', async () => {
    const second = await open();
    assert.deepEqual(await recommended(second), await recommended(page));
    tracked.push('rate');
    const id = await page.evaluate(() => {
      const { item } = window.attune!.recommend({ limit: 30 })[25]!;
      window.attune!.track('rate', item.id, { value: 1 });
      return item.id;
    });
    await second.waitForFunction((rated) => window.attune!.stateOf(rated).rating === 1, {}, id);
    assert.deepEqual(await recommended(second), await recommended(page));
    const order = (await shown(second)).slice(0, 20);
    assert.deepEqual(order, await recommended(second));
    await storedTypes();
    await second.close();
  });

  it('takes a rating back with Undo', async () => {
    await page.bringToFront();
    await openFilm(10);
    await home();
    const before = await recommended(page);
    await rateFive();
    assert.notDeepEqual(await recommended(page), before);
    // Until the next frame the toast still speaks of the film that was opened.
    await toast(page, 'Rated');
    tracked.push('undo');
    await page.waitForFunction(() => {
      const root = document.querySelector('attune-toaster')?.shadowRoot;
      const button = [...(root?.querySelectorAll('button') ?? [])].find((it) => /undo/i.test(it.textContent));
      button?.click();
      return button !== undefined;
    });
    assert.deepEqual(await recommended(page), before);
    await storedTypes();
  });

  it('stays the same visitor when the cookie was lost', async () => {
    await browser.deleteCookie(...(await browser.cookies()));
    await openFilm(12);
    await storedTypes();
    await home();
  });

  it('made the browser complain about nothing', () => {
    assert.deepEqual(complaints, []);
  });
});
