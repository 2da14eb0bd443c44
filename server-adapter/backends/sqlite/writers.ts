import { WRITER_RETENTION } from '../../backend.js';
import type { Database } from './driver.js';

/** Reads and raises the highest number taken of each writer. */
export function createWriters(db: Database) {
  const known = db.prepare('SELECT hw FROM writers WHERE identity = ? AND writer = ?');
  const logged = db.prepare('SELECT max(seq) AS hw FROM interactions WHERE identity = ? AND writer = ?');
  const save = db.prepare(
    `INSERT INTO writers (identity, writer, hw, last_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (identity, writer) DO UPDATE SET hw = excluded.hw, last_at = excluded.last_at`,
  );
  const forget = db.prepare('DELETE FROM writers WHERE identity = ? AND last_at < ?');
  return {
    /** Of a forgotten writer the log itself still knows what was stored. */
    hw(identity: string, writer: string): number {
      const row = known.get(identity, writer) ?? logged.get(identity, writer);
      return Number(row?.hw ?? 0);
    },
    raise(identity: string, writer: string, hw: number, receipt: number): void {
      // A new writer is the moment to forget old ones: as rare as page loads, and it bounds their number.
      if (!known.get(identity, writer)) forget.run(identity, receipt - WRITER_RETENTION);
      save.run(identity, writer, hw, receipt);
    },
  };
}
