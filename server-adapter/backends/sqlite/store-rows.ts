import type { InteractionTable, KeyedInteraction } from '../../../src/core/index.js';
import type { AppendRequest } from '../../backend.js';
import { foldDeltas, subjectsOf, targetsOf, type UndoneMark } from '../../fold-deltas.js';
import { createStamps } from '../../stamps.js';
import { createDemandCounts } from './demand.js';
import type { Database, SqlRow } from './driver.js';
import { COLUMNS, fromColumns, toColumns } from './interaction-columns.js';

/** Makes the write that both `append` and `track` end in; only within a transaction. */
export function createStoreRows(db: Database) {
  const held = (by: string, where: string) =>
    // Indexes are named: without statistics the planner prefers to read an identity's whole log.
    db.prepare(
      `SELECT i.*, u.at AS undone_at FROM interactions i INDEXED BY ${by}
         LEFT JOIN undone u USING (identity, writer, seq)
       WHERE i.identity = ? AND ${where}`,
    );
  const byKey = held('interactions_by_key', 'i.writer = ? AND i.seq = ?');
  const bySubject = held('interactions_by_subject', 'i.register = ? AND i.subject = ?');
  const marks = db.prepare(
    'SELECT writer, seq, at FROM undone WHERE identity = ? AND writer = ? AND seq BETWEEN ? AND ?',
  );
  const insert = db.prepare(
    `INSERT INTO interactions (identity, position, stamp, ${COLUMNS}) VALUES (${'?, '.repeat(15)}?)`,
  );
  const addSum = db.prepare(
    `INSERT INTO sums (identity, feature, sum) VALUES (?, ?, ?)
     ON CONFLICT (identity, feature) DO UPDATE SET sum = sum + excluded.sum`,
  );
  const mark = db.prepare(
    `INSERT INTO undone (identity, writer, seq, at) VALUES (?, ?, ?, ?)
     ON CONFLICT (identity, writer, seq) DO UPDATE SET at = min(at, excluded.at)`,
  );
  const advance = db.prepare('UPDATE identities SET position = ?, stamp = ? WHERE id = ?');
  const demand = createDemandCounts(db);
  const nextStamp = createStamps();

  /** What is stored that these rows may change the meaning of. */
  function load(identity: string, table: InteractionTable, rows: readonly KeyedInteraction[]) {
    const found = new Map<number, KeyedInteraction>();
    const undone: UndoneMark[] = [];
    const take = (columns: SqlRow) => {
      if (found.has(Number(columns.position))) return;
      const row = fromColumns(columns);
      found.set(Number(columns.position), row);
      if (columns.undone_at !== null) undone.push([row.writer, row.seq, Number(columns.undone_at)]);
    };
    for (const [writer, seq] of targetsOf(rows)) byKey.all(identity, writer, seq).forEach(take);
    for (const [register, subject] of subjectsOf(table, [...rows, ...found.values()]))
      bySubject.all(identity, register, subject).forEach(take);
    // An undo that came before its target.
    for (const [writer, [first, last]] of ranges(rows))
      for (const it of marks.all(identity, writer, first, last))
        undone.push([String(it.writer), Number(it.seq), Number(it.at)]);
    return { rows: [...found.values()], undone };
  }

  /** Stores rows after `position`, folds and counts them. @returns the new position */
  return function storeRows(
    identity: string,
    { table, receipt }: Pick<AppendRequest, 'table' | 'receipt'>,
    position: number,
    rows: readonly KeyedInteraction[],
  ): number {
    if (!rows.length) return position;
    const { sums, undone } = foldDeltas(table, load(identity, table, rows), rows);
    let stamp = '';
    for (const row of rows) {
      stamp = nextStamp();
      insert.run(identity, ++position, stamp, ...toColumns(table, row));
    }
    for (const [feature, sum] of sums) if (sum !== 0) addSum.run(identity, feature, sum);
    for (const [writer, seq, at] of undone) mark.run(identity, writer, seq, at);
    demand.count(rows, receipt);
    advance.run(position, stamp, identity);
    return position;
  };
}

/** First and last number by writer. */
function ranges(rows: readonly KeyedInteraction[]): Map<string, [first: number, last: number]> {
  const ranges = new Map<string, [number, number]>();
  for (const { writer, seq } of rows) {
    const range = ranges.get(writer);
    if (range) range[1] = seq;
    else ranges.set(writer, [seq, seq]);
  }
  return ranges;
}
