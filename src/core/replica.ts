import { keyText, type KeyedInteraction, type Snapshot } from './contract.js';
import type { InteractionTable } from './interactions.js';
import { createProfile, fold, restoreProfile, snapshotOf, type Profile } from './profile.js';

/**
 * What one page knows: the base (everything up to the cursor) and this browser's own rows beyond it as an
 * overlay. A row moves from overlay to base only when the log brings it back, in the server's form.
 */
export interface Replica {
  readonly table: InteractionTable;
  base: Profile;
  /** Highest number in the base, by writer. */
  folded: Map<string, number>;
  /** Own rows beyond the base, by key text. */
  overlay: Map<string, KeyedInteraction>;
  /** Base and overlay together: what is ranked and shown. */
  view: Profile;
}

export function createReplica(table: InteractionTable, snapshot?: Snapshot): Replica {
  const base = snapshot ? restoreProfile(table, snapshot) : createProfile(table);
  return {
    table,
    base,
    folded: new Map(Object.entries(snapshot?.folded ?? {})),
    overlay: new Map(),
    view: copy(base),
  };
}

/** Adds an own row; one the base already holds changes nothing. */
export function addOwn(replica: Replica, row: KeyedInteraction): void {
  const key = keyText(row.writer, row.seq);
  if (row.seq <= (replica.folded.get(row.writer) ?? 0) || replica.overlay.has(key)) return;
  replica.overlay.set(key, row);
  fold(replica.view, row);
}

/**
 * Adds rows of the log, in its order, to the base.
 *
 * @param folded numbers the log is known to be complete to: own rows up to there that it did not bring were
 *   refused or skipped, and leave the overlay
 */
export function addLog(
  replica: Replica,
  rows: readonly KeyedInteraction[],
  folded: Readonly<Record<string, number>> = {},
): void {
  for (const row of rows) {
    if (row.seq <= (replica.folded.get(row.writer) ?? 0)) continue;
    fold(replica.base, row);
    replica.folded.set(row.writer, row.seq);
  }
  for (const [writer, seq] of Object.entries(folded))
    replica.folded.set(writer, Math.max(seq, replica.folded.get(writer) ?? 0));
  replica.view = copy(replica.base);
  for (const [key, row] of replica.overlay) {
    if (row.seq <= (replica.folded.get(row.writer) ?? 0)) replica.overlay.delete(key);
    else fold(replica.view, row);
  }
}

/** The base as one record. */
export function baseSnapshot({ base, folded }: Replica): Snapshot {
  return snapshotOf(base, Object.fromEntries(folded));
}

function copy(profile: Profile): Profile {
  return restoreProfile(profile.table, snapshotOf(profile, {}));
}
