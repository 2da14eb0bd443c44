import {
  isWithin,
  keyOf,
  keyText,
  raise,
  type Key,
  type KeyedInteraction,
  type Snapshot,
  type SyncAnswer,
  type SyncRequest,
} from '../core/contract.js';
import { EMPTY } from '../core/replica.js';
import type { JournalMeta, StoredRow } from './contract.js';

/** The stored journal while it is changed; rows without a number are new. */
export interface Draft {
  meta: JournalMeta;
  base: Snapshot;
  rows: (Omit<StoredRow, 'n'> & { n?: number })[];
}

/**
 * Applies an answer to the journal that made the request.
 *
 * @returns rows that the server will never store, taken out; undefined where the journal has moved on since
 *   the request, and the answer was dropped whole
 */
export function settle(
  draft: Draft,
  request: SyncRequest,
  answer: SyncAnswer,
  offset: number,
): KeyedInteraction[] | undefined {
  const { meta } = draft;
  const sameCursor = JSON.stringify(meta.cursor) === JSON.stringify(request.cursor);
  if (!sameCursor || meta.identity !== request.identity) return undefined;
  const erased = answer.epoch > meta.epoch;
  const identity = meta.identity ?? answer.identity;
  meta.offset = offset;
  meta.token = answer.token ?? meta.token;
  if (erased || identity !== answer.identity) {
    startOver(draft, answer, erased && meta.identity === answer.identity);
    return [];
  }
  meta.identity = identity;
  acknowledge(meta, request, answer);
  const refused = takeOut(draft, answer.refused);
  if (answer.snapshot) replaceBase(draft, answer.snapshot);
  addPulled(draft, answer);
  meta.cursor = answer.cursor;
  return refused;
}

/** Erased elsewhere: all goes. Another identity by its cookie: what no server has yet goes to that one. */
function startOver(draft: Draft, { identity, epoch }: SyncAnswer, erased: boolean): void {
  const { acknowledged } = draft.meta;
  draft.rows = draft.rows.filter((row) => !erased && row.own && !isWithin(acknowledged, row));
  draft.base = { ...EMPTY };
  Object.assign(draft.meta, { identity, epoch, cursor: null, folded: {} });
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

/** Takes own rows out; returns them. */
export function takeOut(draft: Draft, keys: readonly Key[]): KeyedInteraction[] {
  const texts = new Set(keys.map(([writer, seq]) => keyText(writer, seq)));
  const out = draft.rows.filter((row) => row.own && texts.has(keyOf(row)));
  draft.rows = draft.rows.filter((row) => !out.includes(row));
  return out;
}

function replaceBase(draft: Draft, base: Snapshot): void {
  const { meta } = draft;
  const { acknowledged } = meta;
  draft.base = base;
  meta.folded = { ...base.folded };
  draft.rows = draft.rows
    .filter((row) => row.own)
    .map((row) => {
      if (isWithin(base.folded, row)) return { ...row, place: 'base' };
      const { writer } = row;
      acknowledged[writer] = Math.min(base.folded[writer] ?? 0, acknowledged[writer] ?? 0);
      return { ...row, place: 'overlay' };
    });
}

function addPulled(draft: Draft, { rows, more, hw }: SyncAnswer): void {
  const { owner, folded } = draft.meta;
  const held = new Map(draft.rows.map((row) => [keyOf(row), row]));
  for (const row of rows) {
    if (isWithin(folded, row)) continue;
    folded[row.writer] = row.seq;
    const key = keyOf(row);
    const own = held.get(key)?.own ?? false;
    // As a new row, so that tabs that have read the old one see that it changed.
    held.delete(key);
    held.set(key, { ...row, owner, own, place: 'log' });
  }
  if (!more) raise(folded, hw);
  // What is counted as read but was not brought was too old, and skipped.
  draft.rows = [...held.values()].filter((row) => row.place !== 'overlay' || !isWithin(folded, row));
}
