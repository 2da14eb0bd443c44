import {
  fold,
  keyText,
  restoreProfile,
  subjectOf,
  type InteractionTable,
  type Key,
  type KeyedInteraction,
  type Register,
} from '../src/core/index.js';

/** An undone key with the time of its earliest undo. */
export type UndoneMark = readonly [writer: string, seq: number, at: number];

/** What is stored that new rows may change the meaning of. */
export interface Held {
  readonly rows: readonly KeyedInteraction[];
  readonly undone: readonly UndoneMark[];
}

/** What new rows do to a stored profile. */
export interface Deltas {
  /** To add to the stored sums. */
  sums: ReadonlyMap<string, number>;
  /** To store where no earlier one is. */
  undone: readonly UndoneMark[];
}

/** Keys that undo rows among these name. */
export function targetsOf(rows: readonly KeyedInteraction[]): Key[] {
  return rows.flatMap((row) => (row.type === 'undo' && row.target ? [row.target] : []));
}

/** The register subjects that these rows are about, each once. */
export function subjectsOf(
  table: InteractionTable,
  rows: readonly KeyedInteraction[],
): [register: Register, subject: string][] {
  const subjects = new Map<string, [Register, string]>();
  for (const row of rows) {
    const register = table.get(row.type)?.register;
    if (!register) continue;
    const subject = subjectOf(register, row);
    subjects.set(`${register}:${subject}`, [register, subject]);
  }
  return [...subjects.values()];
}

/**
 * Folds new rows over the part of a stored profile that they touch, with sums that start at nothing: what they
 * end at is the difference.
 *
 * @param held must have the rows that `targetsOf` names, all rows of the `subjectsOf` these and the new ones,
 * and the undone marks of all of them
 */
export function foldDeltas(table: InteractionTable, held: Held, rows: readonly KeyedInteraction[]): Deltas {
  const part = restoreProfile(table, {
    sums: [],
    registers: held.rows,
    undone: held.undone,
    history: [],
    folded: {},
  });
  for (const row of rows) fold(part, row);
  const undone = targetsOf(rows).map(
    ([writer, seq]) => [writer, seq, part.undone.get(keyText(writer, seq)) ?? 0] as const,
  );
  return { sums: part.sums, undone };
}
