import { createAdapter, sqliteBackend, type AdapterOptions } from '../../server-adapter/index.js';
import {
  createCatalog,
  encodeModel,
  LANDMARK,
  type Interaction,
  type SyncAnswer,
} from '../../src/core/index.js';

export const NOW = LANDMARK + 400 * 86400000;
export const SECRET = 'a secret of thirty-two characters, or more';
export const NONCE = 'n'.repeat(22);
export const A = 'A'.repeat(22);
export const B = 'B'.repeat(22);

const GENRES = [['Drama'], ['Action', 'Sci-Fi'], ['Comedy'], ['Action']];

/** Forty films; the first five have something of their own. */
export const catalog = createCatalog(
  Array.from({ length: 40 }, (_, i) => ({
    id: i + 1,
    title: `Film ${i + 1}`,
    genres: GENRES[i % 4],
    year: 1980 + i,
    popularity: 100 - i,
    ...[
      { attributes: { plot: 'x'.repeat(250) }, image: '/1.jpg', averageRating: 4.26 },
      { id: 'two', attributes: { description: 'Short.' } },
      { id: '__proto__' },
    ][i],
  })),
);

export const click: Interaction = { type: 'click', itemId: '1', at: NOW, features: ['genre:Drama'] };

/** An adapter over a database in memory, and requests to it as a page of the same host makes them. */
export async function testAdapter(options: Partial<AdapterOptions> = {}) {
  const backend = options.backend ?? (await sqliteBackend({ path: ':memory:' }));
  const clock = { now: NOW };
  const log: unknown[] = [];
  const app = createAdapter({
    backend,
    catalog,
    secret: SECRET,
    now: () => clock.now,
    log: (...it) => log.push(it),
    ...options,
  });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    app.request(path, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const get = (path: string, headers: Record<string, string> = {}) => app.request(path, { headers });
  /** Makes an identity. */
  const visit = async (nonce = NONCE) => {
    const response = await post('/api/sync/', { identity: null, nonce, epoch: 0, cursor: null, batches: [] });
    const { identity } = (await response.json()) as SyncAnswer;
    return { identity, Cookie: cookieOf(response) };
  };
  return { app, backend, clock, log, post, get, visit };
}

/** The cookie an answer sets, as the browser sends it back; empty where it sets none. */
export function cookieOf(response: Response): string {
  return response.headers.get('Set-Cookie')?.split(';')[0] ?? '';
}

export async function jsonOf<T>(response: Response | Promise<Response>): Promise<T> {
  return (await (await response).json()) as T;
}

/**
 * An item model's file.
 *
 * @param pairs having liked the one item speaks for the other
 */
export function modelOf(pairs: Readonly<Record<string, string>>) {
  const ids = [...catalog.ids, 'gone'];
  const spokenFor = new Map(Object.entries(pairs));
  const targets: number[] = [];
  const offsets = [0];
  for (const id of ids) {
    const other = spokenFor.get(id);
    if (other !== undefined) targets.push(ids.indexOf(other));
    offsets.push(targets.length);
  }
  const table = {
    offsets: Uint32Array.from(offsets),
    targets: Uint32Array.from(targets),
    codes: new Uint8Array(targets.length),
    levels: [1],
  };
  return encodeModel({ ids, neighbours: table, sequence: table });
}
