import {
  HISTORY_LENGTH,
  MAX_ROWS_DOWN,
  RETENTION,
  type Cursor,
  type Snapshot,
} from '../../../src/core/index.js';
import type { Appended, AppendRequest, Head, LogRead } from '../../backend.js';
import type { Database } from './driver.js';
import { createIdentities } from './identities.js';
import { fromColumns } from './interaction-columns.js';
import { createWriters } from './writers.js';

/** Makes the reading half of the backend; every answer is of one moment. */
export function createRead(db: Database) {
  const identities = createIdentities(db);
  const writers = createWriters(db);
  const stampAt = db.prepare('SELECT stamp FROM interactions WHERE identity = ? AND position = ?');
  const after = db.prepare(
    `SELECT * FROM interactions WHERE identity = ? AND position > ? ORDER BY position LIMIT ${MAX_ROWS_DOWN + 1}`,
  );
  const sums = db.prepare('SELECT feature, sum FROM sums WHERE identity = ?');
  const registers = db.prepare(
    // Named: without statistics the planner would read the whole log.
    `SELECT * FROM interactions INDEXED BY interactions_by_subject WHERE identity = ? AND register > ''`,
  );
  const recent = db.prepare(
    'SELECT * FROM interactions WHERE identity = ? AND register IS NULL AND at >= ? AND target_writer IS NULL',
  );
  const newest = db.prepare(
    `SELECT * FROM interactions WHERE identity = ? AND register IS NULL AND at < ?
       AND item IS NOT NULL AND weight <> 0
     ORDER BY at DESC LIMIT ${HISTORY_LENGTH}`,
  );
  const undone = db.prepare('SELECT writer, seq, at FROM undone WHERE identity = ?');
  const folded = db.prepare('SELECT writer, hw FROM writers WHERE identity = ?');

  function atomically<T>(answer: () => T): T {
    db.exec('BEGIN');
    try {
      return answer();
    } finally {
      db.exec('COMMIT');
    }
  }

  function fits(identity: string, { position, stamp }: Cursor): boolean {
    if (position === 0) return stamp === '';
    return stampAt.get(identity, position)?.stamp === stamp;
  }

  function rowsAfter(identity: string, { epoch }: Head, cursor: Cursor): LogRead {
    const found = after.all(identity, cursor.position);
    const columns = found.slice(0, MAX_ROWS_DOWN);
    const last = columns.at(-1);
    return {
      epoch,
      cursor: last ? { position: Number(last.position), stamp: String(last.stamp) } : cursor,
      rows: columns.map(fromColumns),
      more: found.length > columns.length,
    };
  }

  function snapshot(identity: string, now: number): Snapshot {
    const oldest = now - RETENTION;
    const history = recent.all(identity, oldest);
    if (history.length < HISTORY_LENGTH) history.push(...newest.all(identity, oldest));
    return {
      sums: sums.all(identity).map((it) => [String(it.feature), Number(it.sum)]),
      registers: registers.all(identity).map(fromColumns),
      undone: undone.all(identity).map((it) => [String(it.writer), Number(it.seq), Number(it.at)]),
      history: history.map(fromColumns),
      folded: Object.fromEntries(folded.all(identity).map((it) => [String(it.writer), Number(it.hw)])),
    };
  }

  return {
    head: identities.head,
    read(identity: string, cursor: Cursor | null, now: number): LogRead {
      return atomically(() => {
        const head = identities.head(identity);
        if (cursor && fits(identity, cursor)) return rowsAfter(identity, head, cursor);
        const { epoch, position, stamp } = head;
        return {
          epoch,
          cursor: { position, stamp },
          rows: [],
          more: false,
          snapshot: snapshot(identity, now),
        };
      });
    },
    /** What `append` answers to a request that brings nothing, without a write. */
    hwOf(identity: string, { batches }: AppendRequest): Appended {
      return atomically(() => ({
        epoch: identities.head(identity).epoch,
        hw: Object.fromEntries(batches.map(({ writer }) => [writer, writers.hw(identity, writer)])),
        refused: [],
      }));
    },
  };
}
