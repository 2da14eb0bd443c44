import type { Backend } from '../backend.js';
import { createAppend } from './sqlite/append.js';
import { openDatabase } from './sqlite/driver.js';
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
  const sync = <T>(answer: () => T) => new Promise<T>((resolve) => resolve(answer()));
  return {
    append: (identity, request) =>
      request.batches.some((batch) => batch.rows.length || batch.skip)
        ? queue.write(() => append(identity, request))
        : sync(() => hwOf(identity, request)),
    track: (identity, request) => queue.write(() => track(identity, request)),
    read: (identity, cursor, now) => sync(() => read(identity, cursor, now)),
    head: (identity) => sync(() => head(identity)),
    close: () =>
      sync(() => {
        queue.close();
        db.close();
      }),
  };
}
