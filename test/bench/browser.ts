import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch, type Page } from 'puppeteer-core';
import { filmItems } from '../../examples/film-site/items.js';
import { filmSite } from '../../examples/film-site/server.mjs';
import { createCatalog } from '../../src/core/index.js';
import { serve } from '../../server-adapter/index.js';
import { findBrowser } from '../find-browser.mjs';
import { rankFigures } from './core.js';
import { figure, quantile, type Figure } from './figure.js';
import { measureRanking, type RankTimes } from './rank.js';

/** A page that only records. */
const BARE =
  '<!doctype html><title>bare</title><script src="/dist/attune.min.js" data-endpoint="/api/" data-catalog="/api/catalog/"></script>';

/** The film site, as `npm start` serves it, from the built package: run `npm run build` before. */
export async function browserBench(): Promise<Figure[]> {
  const data = await mkdtemp(join(tmpdir(), 'attune-bench-'));
  const items = filmItems();
  const server = await serve({
    data,
    catalog: createCatalog(items),
    port: 0,
    routes: (app) => {
      app.get('/bare', (c) => c.html(BARE));
      filmSite({ items })(app);
    },
  });
  const browser = await launch(await findBrowser());
  try {
    const page = await browser.newPage();
    await page.setViewport({ width: 1360, height: 900 });
    await page.evaluateOnNewDocument('globalThis.__name = (it) => it');
    await page.goto(server.url);
    await page.waitForFunction(() => window.attune?.$status.get().catalog === 'ready');
    await page.waitForSelector('attune-carousel li[data-attune-item] a');
    const figures = [...(await reorder(page)), await reading(page)];
    figures.push(...rankFigures(await ranking(page, items)));
    await page.goto(`${server.url}bare`);
    await page.waitForFunction(() => window.attune?.$status.get().catalog === 'ready');
    return [...figures, ...(await tracking(page)), ...(await starting(page, `${server.url}bare`))];
  } finally {
    await browser.close();
    await server.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The same measurement as in Node, on the built core. */
async function ranking(page: Page, films: readonly object[]): Promise<RankTimes> {
  const measure = `import('/dist/src/core/index.js').then((core) => (${measureRanking.toString()})(core, ${JSON.stringify(films.slice(0, 1000))}))`;
  return (await page.evaluate(measure)) as RankTimes;
}

/** From the call to the end of the frame that shows it, without the wait for that frame. */
async function reorder(page: Page): Promise<Figure[]> {
  const { rows, spent } = await page.evaluate(async () => {
    const spent: number[] = [];
    const attune = window.attune!;
    for (let i = 0; i < 30; i++) {
      const { item } = attune.recommend({ limit: 40 })[(i * 7) % 40]!;
      spent.push(
        await new Promise<number>((resolve) => {
          let recorded = 0;
          // Registered before the SDK's own callback, this runs first in the frame…
          requestAnimationFrame(() => {
            const start = performance.now();
            // …and a message comes after style, layout and paint of that frame.
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => resolve(recorded + performance.now() - start);
            port2.postMessage(0);
          });
          const begun = performance.now();
          attune.track('rate', item.id, { value: 1 + (i % 5) });
          recorded = performance.now() - begun;
        }),
      );
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    return { spent, rows: document.querySelectorAll('attune-carousel').length };
  });
  return [
    figure(`rating -> re-ordered page, 12,608 items, ${rows} rows: p50`, quantile(spent, 0.5), 'ms'),
    figure(`rating -> re-ordered page, 12,608 items, ${rows} rows: p95`, quantile(spent, 0.95), 'ms', 16.7),
  ];
}

/** Without lists to rank: what recording costs, and what storing it adds. */
async function tracking(page: Page): Promise<Figure[]> {
  const before = await page.metrics();
  const calls = await page.evaluate(async () => {
    const attune = window.attune!;
    const ids = attune.catalog.ids;
    const spent: number[] = [];
    for (let i = 0; i < 1000; i++) {
      const begun = performance.now();
      attune.track('click', ids[(i * 7919) % ids.length]);
      spent.push(performance.now() - begun);
      if (i % 10 === 0) await new Promise((resolve) => setTimeout(resolve));
    }
    await attune.flush();
    return spent;
  });
  const after = await page.metrics();
  const cpu = ((after.TaskDuration ?? 0) - (before.TaskDuration ?? 0)) * 1e6;
  return [
    figure('track(): p50', quantile(calls, 0.5) * 1000, 'µs'),
    figure('track(): p99', quantile(calls, 0.99) * 1000, 'µs', 50),
    figure('main-thread CPU per interaction, stored and sent', cpu / calls.length, 'µs', 120),
  ];
}

async function reading(page: Page): Promise<Figure> {
  const { encodedBodySize } = await page.evaluate(() => {
    const [entry] = performance.getEntriesByName(
      new URL('/api/catalog/', location.href).href,
    ) as PerformanceResourceTiming[];
    return { encodedBodySize: entry?.encodedBodySize ?? 0 };
  });
  return figure('catalog of 12,608 films on the wire', encodedBodySize / 1000, 'kB', 400);
}

/** Evaluating the script and creating the client, which it does as it loads; the catalog comes later. */
async function starting(page: Page, url: string): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [rate, budget] of [
    [1, 3],
    [4, 20],
  ] as const) {
    await page.emulateCPUThrottling(rate);
    const spent: number[] = [];
    for (let i = 0; i < 9; i++) {
      await page.goto('about:blank');
      await page.tracing.start({ categories: ['devtools.timeline'] });
      await page.goto(url);
      const trace = new TextDecoder().decode((await page.tracing.stop()) ?? new Uint8Array());
      const { traceEvents } = JSON.parse(trace) as {
        traceEvents: { name: string; dur?: number; args: { data?: { url?: string } } }[];
      };
      const evaluated = traceEvents.filter(
        ({ name, args }) => name === 'EvaluateScript' && args.data?.url?.endsWith('attune.min.js'),
      );
      spent.push(evaluated.reduce((sum, { dur = 0 }) => sum + dur / 1000, 0));
    }
    figures.push(
      figure(
        `start: evaluate the script-tag build, ${rate}× CPU: median`,
        quantile(spent, 0.5),
        'ms',
        budget,
      ),
    );
  }
  return figures;
}
