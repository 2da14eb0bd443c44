import { encodeModel } from '../../src/core/item-model/encode-model.js';
import {
  createAttune,
  type Attune,
  type AttuneError,
  type AttuneOptions,
  type Platform,
} from '../../src/index.js';
import type { Transport } from '../../src/sync/contract.js';

const GENRES = ['Drama', 'Comedy', 'Action', 'Horror'];

/** `film-0` is the most popular one, `film-39` the newest. */
export const ITEMS = Array.from({ length: 40 }, (_, i) => ({
  id: `film-${i}`,
  title: `Film ${i}`,
  genres: [GENRES[i % 4]!],
  year: 1980 + i,
  popularity: 100 - i,
}));

let serial = 0;
const running: Attune[] = [];

/** Where there is an endpoint, its `sync` is out of reach: these tests are about the rest. */
const unreachable: Transport = { send: () => Promise.resolve({ failed: 'retry', cause: undefined }) };

export interface Started {
  attune: Attune;
  errors: AttuneError[];
  /** Of the local database: started again under it, it is the same visitor. */
  name: string;
}

export function start(options: AttuneOptions = {}, platform: Partial<Platform> = {}): Started {
  const errors: AttuneError[] = [];
  const name = options.name ?? `client-${Date.now()}-${++serial}`;
  const attune = createAttune(
    { catalog: ITEMS, onError: (error) => errors.push(error), ...options, name },
    { transport: () => unreachable, ...platform },
  );
  running.push(attune);
  return { attune, errors, name };
}

/** Ends all that was started. */
export async function closeAll(): Promise<void> {
  await Promise.all(running.splice(0).map((attune) => attune.close()));
}

export const ids = (entries: readonly { item: { id: string } }[]) => entries.map(({ item }) => item.id);

/** A model's file in which having liked the first film of a pair speaks for the second one. */
export function modelFile(...pairs: [liked: string, next: string][]): Uint8Array<ArrayBuffer> {
  const names = [...new Set(pairs.flat())];
  const offsets = [0];
  const targets: number[] = [];
  for (const name of names) {
    targets.push(...pairs.filter(([liked]) => liked === name).map(([, next]) => names.indexOf(next)));
    offsets.push(targets.length);
  }
  const table = {
    offsets: Uint32Array.from(offsets),
    targets: Uint32Array.from(targets),
    codes: new Uint8Array(targets.length),
    levels: [1],
  };
  return encodeModel({ ids: names, neighbours: table, sequence: table });
}
