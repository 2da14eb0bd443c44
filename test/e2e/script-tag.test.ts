import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assert } from 'chai';
import { launch, type Browser, type Page } from 'puppeteer-core';
import { filmSite } from '../../examples/film-site/server.mjs';
import { encodeModel } from '../../src/core/item-model/encode-model.js';
import { findBrowser } from '../find-browser.mjs';

// The package as it is published, not its sources: `npm test` builds it before.
const { createCatalog } = await import('attune/core');
const { serve } = await import('attune/server');

const ITEMS = Array.from({ length: 30 }, (_, i) => ({
  id: `film-${i}`,
  title: `Film ${i}`,
  popularity: 30 - i,
}));

/** Whoever likes film 1 will like film 20. */
const table = {
  offsets: Uint32Array.of(0, 1, 1),
  targets: Uint32Array.of(1),
  codes: Uint8Array.of(0),
  levels: [1],
};
const MODEL = encodeModel({ ids: ['film-1', 'film-20'], neighbours: table, sequence: table });

const PAGE = `<!doctype html><title>A site</title><link rel="icon" href="data:,">
  <script async src="/dist/attune.min.js" data-endpoint="/api/" data-catalog="/api/catalog/" data-model="/model.bin"></script>
  <attune-carousel source="for-you" limit="5"></attune-carousel>`;

describe('the script tag', () => {
  let data: string;
  let server: Awaited<ReturnType<typeof serve>>;
  let browser: Browser;
  let page: Page;
  const complaints: string[] = [];

  before(async () => {
    data = await mkdtemp(join(tmpdir(), 'attune-e2e-'));
    server = await serve({
      data,
      catalog: createCatalog(ITEMS),
      port: 0,
      routes(app) {
        app.get('/page', (c) => c.html(PAGE));
        app.get('/model.bin', (c) => c.body(MODEL));
        filmSite({ items: [] })(app);
      },
    });
    browser = await launch(await findBrowser());
    page = await browser.newPage();
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
  });

  after(async () => {
    await browser.close();
    await server.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  });

  const open = async () => {
    await page.goto(`${server.url}page`);
    await page.waitForSelector('attune-carousel li');
    await page.evaluate(() => window.attune!.ready);
  };
  const cards = () =>
    page.$$eval('attune-carousel li', (list) => list.map((card) => card.getAttribute('data-attune-item')));

  it('brings the item model along in one file, and ranks by it', async () => {
    await open();
    await page.evaluate(() => window.attune!.track('rate', 'film-1', { value: 5 }));
    // It may still be under way: then it counts with what is done next.
    await page.waitForFunction(() => {
      window.attune!.track('click', 'film-1');
      return window.attune!.recommend({ limit: 1 })[0]?.item.id === 'film-20';
    });
    await page.waitForSelector('attune-carousel li:first-child[data-attune-item="film-20"]');
  });

  it('has it at hand for the first list of the next page, without network for it', async () => {
    await page.evaluate(() => window.attune!.flush());
    await page.setRequestInterception(true);
    page.on('request', (request) => {
      void (request.url().endsWith('/model.bin') ? request.abort() : request.continue());
    });
    await open();
    assert.equal((await cards())[0], 'film-20');
  });

  it('made the browser complain about nothing but the network', () => {
    assert.deepEqual(
      complaints.filter((text) => !text.includes('ERR_FAILED')),
      [],
    );
  });
});
