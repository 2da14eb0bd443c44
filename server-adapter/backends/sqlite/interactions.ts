import { PAGE_LENGTH, type StoredInteraction } from '../../backend.js';
import type { Database, SqlRow } from './driver.js';
import { fromColumns } from './interaction-columns.js';

/**
 * Makes `Backend.interactions`.
 *
 * @param aside runs a read when nothing else waits
 */
export function createInteractions(db: Database, aside: (read: () => SqlRow[]) => Promise<SqlRow[]>) {
  const after = db.prepare(
    `SELECT * FROM interactions WHERE (identity, position) > (?, ?)
     ORDER BY identity, position LIMIT ${PAGE_LENGTH}`,
  );
  return async function* interactions(): AsyncGenerator<readonly StoredInteraction[]> {
    let place: readonly [identity: string, position: number] = ['', 0];
    for (;;) {
      const found = await aside(() => after.all(...place));
      const last = found.at(-1);
      if (!last) return;
      place = [String(last.identity), Number(last.position)];
      yield found.map((columns) => ({ identity: String(columns.identity), row: fromColumns(columns) }));
    }
  };
}
