/**
 * Everything that is done to the stored journal, each a single transaction. No tab's memory is trusted: what
 * a transaction needs to know it reads.
 */
import {
  isWithin,
  type Guard,
  type Key,
  type KeyedInteraction,
  type Outgoing,
  type SyncAnswer,
} from '../core/contract.js';
import { DAY } from '../core/decay.js';
import type { InteractionTable } from '../core/interactions.js';
import { prune, restoreProfile, snapshotOf } from '../core/profile.js';
import { fitRow } from '../core/row-size.js';
import { EMPTY, foldLog } from '../core/replica.js';
import { toBatches } from './batches.js';
import type { JournalMeta, JournalState, JournalStorage, JournalTransaction, StoredRow } from './contract.js';
import { settle, takeOut, type Draft } from './settle.js';

/** How long acknowledged rows can be sent again, should the server be restored from a backup. */
const RING_AGE = DAY;

/**
 * Reads the journal, making it where there is none.
 *
 * @param random gives 128 random bits as text
 */
export function openJournal(storage: JournalStorage, random: () => string): Promise<JournalState> {
  return storage.transact('readwrite', async (tx) => {
    const meta = (await tx.get('meta')) ?? {
      database: random(),
      owner: random(),
      identity: null,
      nonce: random(),
      epoch: 0,
      cursor: null,
      acknowledged: {},
      folded: {},
      generation: 0,
      offset: 0,
    };
    await tx.put('meta', meta);
    return read(tx, meta);
  });
}

/** Rows after number `after`; everything, with the base record, where the reader knows another generation. */
export function readJournal(
  storage: JournalStorage,
  known: JournalMeta | undefined,
  after: number,
): Promise<JournalState | undefined> {
  return storage.transact('readonly', async (tx) => {
    const meta = await tx.get('meta');
    if (!meta || !known || !isSame(meta, known) || meta.generation !== known.generation)
      return meta && read(tx, meta);
    return { meta, rows: await tx.rows(after) };
  });
}

async function read(tx: JournalTransaction, meta: JournalMeta): Promise<JournalState> {
  return { meta, base: (await tx.get('base')) ?? EMPTY, rows: await tx.rows(0) };
}

/** Whether both speak of the same journal. */
export function isSame(a: Guard, b: Guard): boolean {
  return a.database === b.database && a.owner === b.owner && a.epoch === b.epoch;
}

/** Runs `work` where the journal is still the one that is meant; else undefined, and nothing is changed. */
function guarded<T>(
  storage: JournalStorage,
  guard: Guard,
  work: (tx: JournalTransaction, meta: JournalMeta) => Promise<T>,
): Promise<T | undefined> {
  return storage.transact('readwrite', async (tx) => {
    const meta = await tx.get('meta');
    return meta && isSame(meta, guard) ? work(tx, meta) : undefined;
  });
}

/**
 * Changes the stored journal, where it is still the one that is meant.
 *
 * @param work changes the draft; a row is changed by putting another object in its place
 */
function change<T>(storage: JournalStorage, guard: Guard, work: (draft: Draft) => T): Promise<T | undefined> {
  return guarded(storage, guard, async (tx, meta) => {
    const rows = (await tx.rows(0)).filter((row) => row.owner === meta.owner);
    const base = (await tx.get('base')) ?? EMPTY;
    const draft: Draft = { meta, base, rows };
    const result = work(draft);
    const [before, after] = [new Set<unknown>(rows), new Set<unknown>(draft.rows)];
    for (const row of rows) if (!after.has(row)) await tx.removeRow(row.n);
    for (const row of draft.rows) if (!before.has(row)) await tx.addRow(row);
    if (draft.base !== base) {
      await tx.put('base', draft.base);
      meta.generation++;
    }
    await tx.put('meta', meta);
    return result;
  });
}

/** Stores own rows; undefined, and nothing stored, where the journal has become another's. */
export function appendRows(
  storage: JournalStorage,
  guard: Guard,
  rows: readonly KeyedInteraction[],
  early: ReadonlySet<KeyedInteraction>,
) {
  return guarded(storage, guard, async (tx, { owner }) => {
    for (const row of rows)
      await tx.addRow({ ...row, owner, own: true, place: 'overlay', early: early.has(row) || undefined });
    return true;
  });
}

/** The next request: what is unacknowledged, oldest first, as much as one request may hold. */
export function readOutbox(
  storage: JournalStorage,
  limit: number,
): Promise<(Outgoing & { pending: number }) | undefined> {
  return storage.transact('readonly', async (tx) => {
    const meta = await tx.get('meta');
    if (!meta) return undefined;
    const { owner, epoch, identity, nonce, cursor, acknowledged, token } = meta;
    const rows = (await tx.rows(0)).filter((row) => row.own && row.owner === owner);
    const waiting = bySeq(rows.filter((row) => !isWithin(acknowledged, row)));
    // The request that asks for an identity carries no rows: it may be answered twice.
    const minting = identity === null;
    const batches = minting ? [] : toBatches(sendable(waiting), acknowledged, limit);
    const sent = batches.reduce((sum, batch) => sum + batch.rows.length, 0);
    for (const { writer, place } of minting ? [] : rows)
      if (place === 'overlay' && !batches.some((batch) => batch.writer === writer))
        batches.push({ writer, from: (acknowledged[writer] ?? 0) + 1, rows: [] });
    const request = { identity, nonce: minting ? nonce : undefined, epoch, cursor, batches };
    return { guard: meta, request, token, nonce, sent, pending: waiting.length };
  });
}

/** Writers in the order of their first row; each one's rows by number, for a row read back is stored anew. */
function bySeq(rows: StoredRow[]): StoredRow[] {
  const first = new Map<string, number>();
  for (const { writer, n } of rows) if (!first.has(writer)) first.set(writer, n);
  return rows.sort((a, b) => first.get(a.writer)! - first.get(b.writer)! || a.seq - b.seq);
}

/** Without what still waits for its features, and what the same writer made after it. */
function sendable(rows: readonly StoredRow[]): StoredRow[] {
  const held = new Set<string>();
  return rows.filter(({ writer, early }) => {
    if (early) held.add(writer);
    return !held.has(writer);
  });
}

/** Gives rows that were stored before the catalog could say what they are about their features. */
export function amendRows(
  storage: JournalStorage,
  guard: Guard,
  featuresFor: (row: KeyedInteraction) => readonly string[],
) {
  return change(storage, guard, (draft) => {
    const waiting = draft.rows.some((row) => row.early);
    // Every tab has them without features: all read everything again.
    if (waiting) draft.base = { ...draft.base };
    draft.rows = draft.rows.map((row) =>
      row.early
        ? { ...row, context: undefined, ...fitRow({ ...row, features: featuresFor(row) }), early: undefined }
        : row,
    );
    return waiting;
  });
}

/** Applies an answer to the request it answers, whole or not at all. */
export function settleAnswer(
  storage: JournalStorage,
  { guard, request }: Outgoing,
  answer: SyncAnswer,
  offset: number,
) {
  return change(storage, guard, (draft) => settle(draft, request, answer, offset));
}

/** Takes one row out that the server can't take; what is missing is sent as a skip. */
export function quarantineRow(storage: JournalStorage, guard: Guard, key: Key) {
  return change(storage, guard, (draft) => takeOut(draft, [key])[0]);
}

/**
 * Folds the log into the base record, so that start-up reads one record and a short tail.
 *
 * @param local whether own rows are folded too: where there is no server to bring them back
 */
export function compactJournal(
  storage: JournalStorage,
  guard: Guard,
  table: InteractionTable,
  { now, local }: { now: number; local: boolean },
): Promise<unknown> {
  return change(storage, guard, (draft) => {
    const { meta, base, rows } = draft;
    const moving = new Set(rows.filter(({ place }) => place === 'log' || (local && place === 'overlay')));
    const profile = restoreProfile(table, base);
    const folded = { ...base.folded };
    foldLog(profile, folded, [...moving].map(bare), meta.folded);
    prune(profile, now);
    draft.base = snapshotOf(profile, folded);
    draft.rows = rows
      .filter((row) => (row.place === 'overlay' ? !moving.has(row) : row.own && row.at > now - RING_AGE))
      .map((row) => (moving.has(row) ? { ...row, place: 'base' } : row));
    meta.folded = folded;
  });
}

/** The interaction alone, without what the journal keeps beside it. */
export function bare(stored: Omit<StoredRow, 'n'> & { n?: number }): KeyedInteraction {
  const { n: _n, owner: _owner, own: _own, place: _place, early: _early, ...row } = stored;
  return row;
}
