import { isWithin, keyOf, raise, type KeyedInteraction, type Snapshot } from './contract.js';
import type { InteractionTable } from './interactions.js';
import { fold, restoreProfile, snapshotOf, type Profile } from './profile.js';

/** What is known before anything has happened. */
export const EMPTY: Snapshot = { sums: [], registers: [], undone: [], history: [], folded: {} };

/**
 * What one page knows: the base (everything up to the cursor) and this browser's own rows beyond it as an
 * overlay. A row moves from overlay to base only when the log brings it back, in the server's form.
 */
export interface Replica {
  readonly base: Profile;
  /** Highest number in the base, by writer. */
  readonly folded: Record<string, number>;
  /** Own rows beyond the base, by key text. */
  readonly overlay: Map<string, KeyedInteraction>;
  /** Base and overlay together: what is ranked and shown. */
  view: Profile;
}

export function createReplica(table: InteractionTable, snapshot = EMPTY): Replica {
  const restored = () => restoreProfile(table, snapshot);
  return { base: restored(), folded: { ...snapshot.folded }, overlay: new Map(), view: restored() };
}

/** Adds an own row; one the base already holds changes nothing. */
export function addOwn({ folded, overlay, view }: Replica, row: KeyedInteraction): void {
  const key = keyOf(row);
  if (isWithin(folded, row) || overlay.has(key)) return;
  overlay.set(key, row);
  fold(view, row);
}

/**
 * Adds rows of the log, in its order, to the base.
 *
 * @param reached numbers the log is known to be complete to: own rows up to there that it did not bring were
 *   refused or skipped, and leave the overlay
 */
export function addLog(
  replica: Replica,
  rows: readonly KeyedInteraction[],
  reached: Readonly<Record<string, number>> = {},
): void {
  const { base, folded, overlay } = replica;
  foldLog(base, folded, rows, reached);
  const view = restoreProfile(base.table, snapshotOf(base, {}));
  for (const [key, row] of overlay) {
    if (isWithin(folded, row)) overlay.delete(key);
    else fold(view, row);
  }
  replica.view = view;
}

/** Folds rows of the log beyond `folded` into a profile, and raises `folded` over them and to `reached`. */
export function foldLog(
  profile: Profile,
  folded: Record<string, number>,
  rows: readonly KeyedInteraction[],
  reached: Readonly<Record<string, number>>,
): void {
  for (const row of rows) {
    if (isWithin(folded, row)) continue;
    fold(profile, row);
    folded[row.writer] = row.seq;
  }
  raise(folded, reached);
}
