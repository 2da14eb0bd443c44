import {
  keyText,
  type Key,
  type KeyedInteraction,
  type Snapshot,
  type SyncAnswer,
  type SyncRequest,
} from '../core/contract.js';
import type { JournalMeta, StoredRow } from './contract.js';

/** The stored journal while it is changed; rows without a number are new. */
export interface Draft {
  meta: JournalMeta;
  base: Snapshot | undefined;
  rows: (Omit<StoredRow, 'n'> & { n?: number })[];
  /** Number of the newest row stored. */
  highest: number;
}

/** What applying an answer came to. */
export interface Settled {
  /** False where the journal has moved on since the request: the answer was dropped whole. */
  applied: boolean;
  /** Rows that will never be stored by the server, taken out. */
  refused: KeyedInteraction[];
}

export const EMPTY: Snapshot = { sums: [], registers: [], undone: [], history: [], folded: {} };

/** Applies an answer to the journal that made the request. */
export function settle(draft: Draft, request: SyncRequest, answer: SyncAnswer, offset: number): Settled {
  const { meta } = draft;
  const settled: Settled = { applied: false, refused: [] };
  const sameCursor = JSON.stringify(meta.cursor) === JSON.stringify(request.cursor);
  if (!sameCursor || meta.identity !== request.identity) return settled;
  settled.applied = true;
  meta.offset = offset;
  meta.token = answer.token ?? meta.token;
  const erased = answer.epoch > meta.epoch;
  if (erased || (meta.identity ?? answer.identity) !== answer.identity) {
    startOver(draft, answer, erased && meta.identity === answer.identity);
    return settled;
  }
  meta.identity = answer.identity;
  acknowledge(meta, request, answer);
  settled.refused = takeOut(draft, answer.refused);
  if (answer.snapshot) replaceBase(draft, answer.snapshot);
  addPulled(draft, answer);
  meta.cursor = answer.cursor;
  return settled;
}

/** Erased elsewhere: all goes. Another identity by its cookie: what no server has yet goes to that one. */
function startOver(draft: Draft, { identity, epoch }: SyncAnswer, erased: boolean): void {
  const { acknowledged } = draft.meta;
  draft.rows = draft.rows.filter((row) => !erased && row.own && row.seq > (acknowledged[row.writer] ?? 0));
  draft.base = EMPTY;
  Object.assign(draft.meta, { identity, epoch, cursor: null, folded: {}, compacted: draft.highest + 1 });
}

function acknowledge({ acknowledged }: JournalMeta, { batches }: SyncRequest, { hw }: SyncAnswer): void {
  for (const { writer, from, rows } of batches) {
    const stored = hw[writer] ?? 0;
    const known = acknowledged[writer] ?? 0;
    // Below what it had acknowledged: it was restored from a backup, and gets those rows again.
    acknowledged[writer] =
      stored < known ? stored : Math.max(known, Math.min(stored, from + rows.length - 1));
  }
}

function takeOut(draft: Draft, refused: readonly Key[]): KeyedInteraction[] {
  const keys = new Set(refused.map(([writer, seq]) => keyText(writer, seq)));
  const isOut = (row: Draft['rows'][number]) => row.own && keys.has(keyText(row.writer, row.seq));
  const out = draft.rows.filter(isOut);
  draft.rows = draft.rows.filter((row) => !isOut(row));
  return out;
}

function replaceBase(draft: Draft, base: Snapshot): void {
  const { meta } = draft;
  draft.base = base;
  meta.folded = { ...base.folded };
  meta.compacted = draft.highest + 1;
  draft.rows = draft.rows
    .filter((row) => row.own)
    .map((row) => {
      const folded = meta.folded[row.writer] ?? 0;
      if (row.seq <= folded) return { ...row, place: 'base' };
      meta.acknowledged[row.writer] = Math.min(folded, meta.acknowledged[row.writer] ?? 0);
      return { ...row, place: 'overlay' };
    });
}

function addPulled(draft: Draft, answer: SyncAnswer): void {
  const { owner, folded } = draft.meta;
  const held = new Map(draft.rows.map((row) => [keyText(row.writer, row.seq), row]));
  for (const row of answer.rows) {
    if (row.seq <= (folded[row.writer] ?? 0)) continue;
    folded[row.writer] = row.seq;
    const key = keyText(row.writer, row.seq);
    const own = held.get(key)?.own ?? false;
    // As a new row, so that tabs that have read the old one see that it changed.
    held.delete(key);
    held.set(key, { ...row, owner, own, place: 'log' });
  }
  if (!answer.more)
    for (const [writer, hw] of Object.entries(answer.hw)) folded[writer] = Math.max(folded[writer] ?? 0, hw);
  // What is counted as read but was not brought was too old, and skipped.
  draft.rows = [...held.values()].filter(
    (row) => row.place !== 'overlay' || row.seq > (folded[row.writer] ?? 0),
  );
}
