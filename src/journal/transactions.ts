/**
 * Everything that is done to the stored journal, each a single transaction. No tab's memory is trusted: what
 * a transaction needs to know it reads.
 */
import {
  keyText,
  type Guard,
  type KeyedInteraction,
  type Outgoing,
  type Snapshot,
  type SyncAnswer,
} from '../core/contract.js';
import { DAY } from '../core/decay.js';
import type { InteractionTable } from '../core/interactions.js';
import { prune } from '../core/profile.js';
import { addLog, baseSnapshot, createReplica } from '../core/replica.js';
import type { JournalMeta, JournalState, JournalStorage, JournalTransaction, StoredRow } from './contract.js';
import { toBatches } from './batches.js';

/** How long acknowledged rows can be sent again, should the server be restored from a backup. */
const RING_AGE = DAY;

function sameGuard(meta: JournalMeta | undefined, guard: Guard): meta is JournalMeta {
  return meta?.database === guard.database && meta.owner === guard.owner && meta.epoch === guard.epoch;
}

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

const EMPTY: Snapshot = { sums: [], registers: [], undone: [], history: [], folded: {} };

/** Stores own rows; undefined, and nothing stored, where the journal has become another's. */
export function appendRows(
  storage: JournalStorage,
  guard: Guard,
  rows: readonly KeyedInteraction[],
): Promise<number | undefined> {
  return storage.transact('readwrite', async (tx) => {
    if (!sameGuard(await tx.get('meta'), guard)) return undefined;
    let n = 0;
    for (const row of rows) n = await tx.addRow({ ...row, owner: guard.owner, own: true, place: 'overlay' });
    return n;
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
      request: { identity, ...(identity === null && { nonce }), epoch, cursor, batches },
      ...(token !== undefined && { token }),
      left: pending.length - sent,
      pending: pending.length,
    };
  });
}

/** What applying an answer came to. */
export interface Settled {
  /** False where the journal has moved on since the request: the answer was dropped whole. */
  applied: boolean;
  /** Rows that will never be stored by the server, taken out. */
  refused: KeyedInteraction[];
}

/** Applies an answer to the request it answers, whole or not at all. */
export function settleAnswer(
  storage: JournalStorage,
  { guard, request }: Outgoing,
  answer: SyncAnswer,
  offset: number,
): Promise<Settled> {
  return storage.transact('readwrite', async (tx) => {
    const meta = await tx.get('meta');
    const dropped: Settled = { applied: false, refused: [] };
    if (!sameGuard(meta, guard)) return dropped;
    if (JSON.stringify(meta.cursor) !== JSON.stringify(request.cursor)) return dropped;
    if (meta.identity !== request.identity) return dropped;
    const stored = (await tx.rows(0)).filter((row) => row.owner === meta.owner);
    meta.offset = offset;
    if (answer.token !== undefined) meta.token = answer.token;
    if (answer.epoch > meta.epoch || (meta.identity !== null && answer.identity !== meta.identity)) {
      await startOver(tx, meta, stored, answer);
      return { applied: true, refused: [] };
    }
    meta.identity = answer.identity;
    acknowledge(meta, request, answer);
    const refused = await takeOut(tx, stored, answer);
    if (answer.snapshot) await replaceBase(tx, meta, stored, answer.snapshot);
    await addPulled(tx, meta, stored, answer);
    meta.cursor = answer.cursor;
    await tx.put('meta', meta);
    return { applied: true, refused };
  });
}

/** Erased elsewhere: all goes. Another identity by its cookie: what no server has yet goes to that one. */
async function startOver(
  tx: JournalTransaction,
  meta: JournalMeta,
  stored: readonly StoredRow[],
  answer: SyncAnswer,
): Promise<void> {
  const erased = answer.epoch > meta.epoch && answer.identity === meta.identity;
  const highest = stored.at(-1)?.n ?? 0;
  for (const row of stored) {
    const unsent = row.own && row.seq > (meta.acknowledged[row.writer] ?? 0);
    if (erased || !unsent) await tx.removeRow(row.n);
  }
  await tx.put('base', EMPTY);
  await tx.put('meta', {
    ...meta,
    identity: answer.identity,
    epoch: answer.epoch,
    cursor: null,
    folded: {},
    acknowledged: erased ? {} : meta.acknowledged,
    compacted: highest + 1,
  });
}

function acknowledge(meta: JournalMeta, { batches }: Outgoing['request'], { hw }: SyncAnswer): void {
  for (const { writer, from, rows } of batches) {
    const stored = hw[writer] ?? 0;
    const known = meta.acknowledged[writer] ?? 0;
    // Below what it had acknowledged: it was restored from a backup, and gets those rows again.
    if (stored < known) meta.acknowledged[writer] = stored;
    else meta.acknowledged[writer] = Math.max(known, Math.min(stored, from + rows.length - 1));
  }
}

async function takeOut(
  tx: JournalTransaction,
  stored: StoredRow[],
  { refused }: SyncAnswer,
): Promise<StoredRow[]> {
  const keys = new Set(refused.map(([writer, seq]) => keyText(writer, seq)));
  const rows = stored.filter((row) => row.own && keys.has(keyText(row.writer, row.seq)));
  for (const row of rows) {
    await tx.removeRow(row.n);
    stored.splice(stored.indexOf(row), 1);
  }
  return rows;
}

async function replaceBase(
  tx: JournalTransaction,
  meta: JournalMeta,
  stored: StoredRow[],
  snapshot: Snapshot,
): Promise<void> {
  await tx.put('base', snapshot);
  meta.folded = { ...snapshot.folded };
  meta.compacted = (stored.at(-1)?.n ?? 0) + 1;
  for (const row of [...stored]) {
    const folded = meta.folded[row.writer] ?? 0;
    if (!row.own) {
      await tx.removeRow(row.n);
      stored.splice(stored.indexOf(row), 1);
      continue;
    }
    row.place = row.seq <= folded ? 'base' : 'overlay';
    await tx.putRow(row);
    if (row.seq > folded && row.seq <= (meta.acknowledged[row.writer] ?? 0))
      meta.acknowledged[row.writer] = folded;
  }
}

async function addPulled(
  tx: JournalTransaction,
  meta: JournalMeta,
  stored: readonly StoredRow[],
  answer: SyncAnswer,
): Promise<void> {
  const held = new Map(stored.map((row) => [keyText(row.writer, row.seq), row]));
  for (const row of answer.rows) {
    if (row.seq <= (meta.folded[row.writer] ?? 0)) continue;
    meta.folded[row.writer] = row.seq;
    const key = keyText(row.writer, row.seq);
    const known = held.get(key);
    // A new number, so that tabs that have read the old one see that it changed.
    if (known) await tx.removeRow(known.n);
    await tx.addRow({ ...row, owner: meta.owner, own: known?.own ?? false, place: 'log' });
    held.delete(key);
  }
  if (answer.more) return;
  for (const [writer, hw] of Object.entries(answer.hw))
    meta.folded[writer] = Math.max(meta.folded[writer] ?? 0, hw);
  // The log is complete and did not bring them: they were too old and were skipped.
  for (const row of held.values())
    if (row.place === 'overlay' && row.seq <= (meta.folded[row.writer] ?? 0)) await tx.removeRow(row.n);
}

/** Takes one row out that the server can't take; what is missing is sent as a skip. */
export function quarantineRow(storage: JournalStorage, guard: Guard, writer: string, seq: number) {
  return storage.transact('readwrite', async (tx) => {
    if (!sameGuard(await tx.get('meta'), guard)) return undefined;
    const row = (await tx.rows(0)).find((it) => it.own && it.writer === writer && it.seq === seq);
    if (row) await tx.removeRow(row.n);
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
  table: InteractionTable,
  { now, local }: { now: number; local: boolean },
): Promise<void> {
  return storage.transact('readwrite', async (tx) => {
    const meta = await tx.get('meta');
    if (!meta) return;
    const rows = (await tx.rows(0)).filter((row) => row.owner === meta.owner);
    const moving = rows.filter((row) => row.place === 'log' || (local && row.place === 'overlay'));
    const replica = createReplica(table, await tx.get('base'));
    addLog(replica, moving.sort((a, b) => a.n - b.n).map(bare), meta.folded);
    prune(replica.base, now);
    await tx.put('base', baseSnapshot(replica));
    const moved = new Set(moving);
    for (const row of rows) {
      if (!moved.has(row) && row.place !== 'base') continue;
      if (row.own && !local && row.at > now - RING_AGE) {
        if (row.place !== 'base') await tx.putRow({ ...row, place: 'base' });
      } else await tx.removeRow(row.n);
    }
    await tx.put('meta', {
      ...meta,
      folded: Object.fromEntries(replica.folded),
      compacted: rows.at(-1)?.n ?? meta.compacted,
    });
  });
}

/** The interaction alone, without what the journal keeps beside it. */
export function bare({ n: _n, owner: _owner, own: _own, place: _place, ...row }: StoredRow): KeyedInteraction {
  return row;
}

