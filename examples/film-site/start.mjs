// @ts-check
import { fileURLToPath } from 'node:url';
import { buildIfStale } from './build.mjs';
import { filmItems } from './items.js';
import { filmSite } from './server.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const port = Number(process.env['PORT'] ?? 8787);
const host = process.env['HOST'] ?? '127.0.0.1';

/** ms */
const DAY = 24 * 60 * 60 * 1000;

await buildIfStale(root);
// Only now: before the build there may be nothing to import.
const { createCatalog } = await import('attune/core');
const { serve } = await import('attune/server');

const items = filmItems();
const catalog = createCatalog(items);
const { url } = await serve({
  port,
  host,
  data: '.attune',
  catalog,
  trainEvery: DAY,
  routes: filmSite({ items }),
});
console.log(`Reelhouse is open at ${url.replace('127.0.0.1', 'localhost')} (Ctrl+C ends it)`);
