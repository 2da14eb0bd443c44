/**
 * Everything that is done to the stored journal, each a single transaction. No tab's memory is trusted: what
 * a transaction needs to know it reads.
 */
import type { Guard, KeyedInteraction, Outgoing, SyncAnswer } from '../core/contract.js';
import { DAY } from '../core/decay.js';
import type { InteractionTable } from '../core/interactions.js';
import { prune } from '../core/profile.js';
import { addLog, baseSnapshot, createReplica } from '../core/replica.js';
import { toBatches } from './batches.js';
import type { JournalState, JournalStorage, JournalTransaction, StoredRow } from './contract.js';
import { EMPTY, settle, type Draft, type Settled } from './settle.js';

/** How long acknowledged rows can be sent again, should the server be restored from a backup. */
const RING_AGE = DAY;

/**
 * Reads the journal, making it where there is none.
 *
 * @param random gives 128 random bits as text
 */
export function openJournal(storage: JournalStorage, random: () => string): Promise<JournalState> {
  return storage.transact('readwrite', async (tx) => {
    if (!(await tx.get('meta'))) {
      await tx.put('meta', {
        database: random(),
        owner: random(),
        identity: null,
        nonce: random(),
        epoch: 0,
        cursor: null,
        acknowledged: {},
        folded: {},
        compacted: 0,
        offset: 0,
      });
    }
    return read(tx, 0);
  });
}

/** Rows after number `after`; with the base record where that has swallowed some the reader has not seen. */
export function readJournal(storage: JournalStorage, after: number): Promise<JournalState | undefined> {
  return storage.transact('readonly', async (tx) => ((await tx.get('meta')) ? read(tx, after) : undefined));
}

async function read(tx: JournalTransaction, after: number): Promise<JournalState> {
  const meta = (await tx.get('meta'))!;
  if (after > 0 && meta.compacted <= after) return { meta, rows: await tx.rows(after) };
  return { meta, base: (await tx.get('base')) ?? EMPTY, rows: await tx.rows(0) };
}

async function metaOf(tx: JournalTransaction, guard: Guard) {
  const meta = await tx.get('meta');
  const { database, owner, epoch } = guard;
  return meta?.database === database && meta.owner === owner && meta.epoch === epoch ? meta : undefined;
}

/**
 * Changes the stored journal, where it is still the one that is meant.
 *
 * @param work changes the draft; a row is changed by putting another object in its place
 * @returns what `work` returns; undefined, and nothing changed, where the journal has moved on
 */
function change<T>(storage: JournalStorage, guard: Guard, work: (draft: Draft) => T): Promise<T | undefined> {
  return storage.transact('readwrite', async (tx) => {
    const meta = await metaOf(tx, guard);
    if (!meta) return undefined;
    const before = (await tx.rows(0)).filter((row) => row.owner === meta.owner);
    const draft: Draft = { meta, base: await tx.get('base'), rows: before, highest: before.at(-1)?.n ?? 0 };
    const { base } = draft;
    const result = work(draft);
    const [old, kept] = [new Set<unknown>(before), new Set<unknown>(draft.rows)];
    for (const row of before) if (!kept.has(row)) await tx.removeRow(row.n);
    for (const row of draft.rows) if (!old.has(row)) await tx.addRow(row);
    if (draft.base !== base) await tx.put('base', draft.base ?? EMPTY);
    await tx.put('meta', draft.meta);
    return result;
  });
}

/** Stores own rows; undefined, and nothing stored, where the journal has become another's. */
export function appendRows(storage: JournalStorage, guard: Guard, rows: readonly KeyedInteraction[]) {
  return storage.transact('readwrite', async (tx) => {
    if (!(await metaOf(tx, guard))) return undefined;
    for (const row of rows) await tx.addRow({ ...row, owner: guard.owner, own: true, place: 'overlay' });
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
    const { database, owner, epoch, identity, nonce, cursor, acknowledged, token } = meta;
    const rows = (await tx.rows(0)).filter((row) => row.own && row.owner === owner);
    const pending = rows.filter((row) => row.seq > (acknowledged[row.writer] ?? 0));
    // The request that asks for an identity carries no rows: it may be answered twice.
    const batches = identity === null ? [] : toBatches(pending, acknowledged, limit);
    const sent = batches.reduce((sum, batch) => sum + batch.rows.length, 0);
    if (identity !== null) {
      const named = new Set(batches.map((batch) => batch.writer));
      for (const { writer, place } of rows) {
        if (place !== 'overlay' || named.has(writer)) continue;
        named.add(writer);
        batches.push({ writer, from: (acknowledged[writer] ?? 0) + 1, rows: [] });
      }
    }
    return {
      guard: { database, owner, epoch },
      request: { identity, nonce: identity === null ? nonce : undefined, epoch, cursor, batches },
      token,
      left: pending.length - sent,
      pending: pending.length,
    };
  });
}

/** Applies an answer to the request it answers, whole or not at all. */
export async function settleAnswer(
  storage: JournalStorage,
  { guard, request }: Outgoing,
  answer: SyncAnswer,
  offset: number,
): Promise<Settled> {
  const settled = await change(storage, guard, (draft) => settle(draft, request, answer, offset));
  return settled ?? { applied: false, refused: [] };
}

/** Takes one row out that the server can't take; what is missing is sent as a skip. */
export function quarantineRow(storage: JournalStorage, guard: Guard, writer: string, seq: number) {
  return change(storage, guard, (draft) => {
    const row = draft.rows.find((it) => it.own && it.writer === writer && it.seq === seq);
    draft.rows = draft.rows.filter((it) => it !== row);
    return row;
  });
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
    const moving = draft.rows.filter((row) => row.place === 'log' || (local && row.place === 'overlay'));
    const replica = createReplica(table, draft.base);
    addLog(replica, moving.map(bare), draft.meta.folded);
    prune(replica.base, now);
    draft.base = baseSnapshot(replica);
    const moved = new Set<unknown>(moving);
    draft.rows = draft.rows
      .filter((row) => (row.place === 'overlay' ? !moved.has(row) : row.own && row.at > now - RING_AGE))
      .map((row) => (moved.has(row) ? { ...row, place: 'base' } : row));
    draft.meta.folded = draft.base.folded;
    draft.meta.compacted = draft.highest;
  });
}

/** The interaction alone, without what the journal keeps beside it. */
export function bare(stored: Omit<StoredRow, 'n'> & { n?: number }): KeyedInteraction {
  const { n: _n, owner: _owner, own: _own, place: _place, ...row } = stored;
  return row;
}
