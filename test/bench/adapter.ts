import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createCatalog, featuresOf } from '../../src/core/index.js';
import { serve } from '../../server-adapter/index.js';
import { manyItems } from './core.js';
import { figure, quantile, type Figure } from './figure.js';

const BATCHES = 600;
const ROWS = 20;
const CLIENTS = 16;

/** Client and adapter share this process, so the figures are below what the adapter alone reaches. */
export async function adapterBench(): Promise<Figure[]> {
  const data = await mkdtemp(join(tmpdir(), 'attune-bench-'));
  const catalog = createCatalog(manyItems(10_000));
  const server = await serve({ data, catalog, port: 0 });
  const post = async (body: object, cookie = '') => {
    const response = await fetch(`${server.url}api/sync/`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
    const answer = (await response.json()) as { identity: string; cursor: object };
    if (!response.ok) throw new Error(JSON.stringify(answer));
    return { answer, cookie: response.headers.get('set-cookie')?.split(';')[0] ?? cookie };
  };
  try {
    const visitors = await Promise.all(
      Array.from({ length: CLIENTS }, (_, i) =>
        post({ identity: null, nonce: `${i}`.padStart(22, 'n'), epoch: 0, cursor: null, batches: [] }),
      ),
    );
    const rows = Array.from({ length: ROWS }, (_, i) => {
      const item = catalog.item(i * 37);
      return { type: 'click', itemId: item.id, at: Date.now(), features: featuresOf(item) };
    });
    const begun = performance.now();
    await Promise.all(
      visitors.map(async ({ answer, cookie }, v) => {
        let { cursor } = answer;
        for (let i = 0; i < BATCHES / CLIENTS; i++) {
          const batches = [{ writer: `${v}`.padStart(22, 'w'), from: i * ROWS + 1, rows }];
          ({ cursor } = (
            await post({ identity: answer.identity, epoch: 0, cursor, batches }, cookie)
          ).answer);
        }
      }),
    );
    const perSecond = (BATCHES * ROWS) / ((performance.now() - begun) / 1000);

    const asks: number[] = [];
    for (let i = 0; i < 400; i++) {
      const start = performance.now();
      const headers = { cookie: visitors[i % CLIENTS]!.cookie };
      await (await fetch(`${server.url}api/realtime-recommendations/?use_cache=false`, { headers })).json();
      if (i >= 100) asks.push(performance.now() - start);
    }
    return [
      figure(
        'ingest over HTTP, batches of 20, SQLite synchronous=FULL',
        perSecond,
        'row/s',
        20_000,
        'higher',
      ),
      figure('recommendations, 10,000 items, warm, no cache: p50', quantile(asks, 0.5), 'ms', 3),
      figure('recommendations, 10,000 items, warm, no cache: p99', quantile(asks, 0.99), 'ms', 15),
    ];
  } finally {
    await server.close();
    await rm(data, { recursive: true, force: true, maxRetries: 5 });
  }
}
