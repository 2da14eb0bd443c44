import type { Database } from './driver.js';

interface Write {
  run(): unknown;
  resolve(answer: never): void;
  reject(error: unknown): void;
}

/**
 * Commits writes that wait at the same time in one transaction, a savepoint each: one wait for the disk for
 * all of them. A promise settles after the commit; one that fails takes nothing from the others.
 */
export function createWriteQueue(db: Database) {
  let waiting: Write[] = [];
  let closed = false;

  function flush(): void {
    const writes = waiting;
    waiting = [];
    if (!writes.length) return;
    const settle: (() => void)[] = [];
    try {
      // IMMEDIATE: a transaction that first reads can't become a writing one while another one writes.
      db.exec('BEGIN IMMEDIATE');
      for (const write of writes) settle.push(attempt(write));
      db.exec('COMMIT');
    } catch (error) {
      try {
        db.exec('ROLLBACK');
      } catch {
        // Nothing was begun, or SQLite has rolled back itself.
      }
      for (const write of writes) write.reject(error);
      return;
    }
    for (const done of settle) done();
  }

  function attempt(write: Write): () => void {
    db.exec('SAVEPOINT one');
    try {
      const answer = write.run();
      db.exec('RELEASE one');
      return () => write.resolve(answer as never);
    } catch (error) {
      try {
        db.exec('ROLLBACK TO one');
        db.exec('RELEASE one');
      } catch {
        // SQLite has ended the whole transaction: the first error says why.
        throw error;
      }
      return () => write.reject(error);
    }
  }

  return {
    /** Runs a synchronous write with all others of this turn. */
    write<T>(run: () => T): Promise<T> {
      return new Promise<T>((resolve, reject) => {
        if (closed) throw new Error('The database is closed.');
        if (waiting.push({ run, resolve, reject }) === 1) setImmediate(flush);
      });
    },
    /** Commits what waits and takes no more. */
    close(): void {
      closed = true;
      flush();
    },
  };
}
