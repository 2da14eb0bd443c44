import type { Backend } from '../backend.js';
import { createAppend } from './sqlite/append.js';
import { createDemandCounts } from './sqlite/demand.js';
import { openDatabase } from './sqlite/driver.js';
import { createInteractions } from './sqlite/interactions.js';
import { createWriteQueue } from './sqlite/write-queue.js';
import { createRead } from './sqlite/read.js';
import { prepareDatabase, type Synchronous } from './sqlite/schema.js';
import { createTrack } from './sqlite/track.js';

export interface SqliteOptions {
  /** File, made where missing; `:memory:` keeps nothing. Several processes may use one file. */
  path: string;
  /** When an answered write is on the disk; FULL by default: at once. */
  synchronous?: Synchronous;
}

/** Opens the embedded backend: one SQLite file. */
export async function sqliteBackend({ path, synchronous = 'FULL' }: SqliteOptions): Promise<Backend> {
  const db = await openDatabase(path);
  await prepareDatabase(db, synchronous);
  const queue = createWriteQueue(db);
  const append = createAppend(db);
  const track = createTrack(db);
  const { read, head, hwOf } = createRead(db);
  const demand = createDemandCounts(db);
  const sync = <T>(answer: () => T) => new Promise<T>((resolve) => resolve(answer()));
  /** Not before whoever asks, and all that waits for an answer, has had its turn. */
  const aside = <T>(answer: () => T) => new Promise<void>((resolve) => setImmediate(resolve)).then(answer);

  return {
    append: (identity, request) =>
      request.batches.some((batch) => batch.rows.length || batch.skip)
        ? queue.write(() => append(identity, request))
        : sync(() => hwOf(identity, request)),
    track: (identity, request) => queue.write(() => track(identity, request)),
    read: (identity, cursor, now) => sync(() => read(identity, cursor, now)),
    head: (identity) => sync(() => head(identity)),
    demand: (now) => aside(() => demand.read(now)),
    interactions: createInteractions(db, aside),
    // After all that was put aside before.
    close: () =>
      aside(() => {
        queue.close();
        db.close();
      }),
  };
}
