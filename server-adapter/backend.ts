import type {
  Cursor,
  DemandAnswer,
  Interaction,
  InteractionTable,
  Key,
  KeyedInteraction,
  Snapshot,
} from '../src/core/index.js';

/**
 * Where interactions end up and where answers come from.
 *
 * Every implementation keeps these promises, and `test/suites/backend.ts` holds it to them:
 *
 * - A call that writes is one transaction. It locks the **identity first and only then reads** (where a
 *   statement's snapshot predates its wait, the lock is a statement of its own); it answers after the commit.
 *   A lock on the writer alone gets two devices' ratings of one item wrong.
 * - Everything is keyed by (identity, writer, seq), so a writer id copied from somebody else hurts nobody.
 * - What is taken of a batch is decided by `takeBatches`, what it does to the profile by `foldDeltas`: both are
 *   pure and shared. Sums are added to (`sum = sum + delta`), never written over.
 * - A row's position comes from a counter of its identity raised under the lock, and it gets a random stamp.
 *   A cursor whose row is missing or has another stamp is answered with a snapshot: the log was restored.
 * - A snapshot (sums, rows, `folded`, cursor) is of one moment.
 * - A key in quarantine is named as refused whenever it is sent again.
 * - Demand counts every stored row about an item that weighs more than 0, once, in the transaction that stores
 *   it, whatever is undone later. A row's day is the UTC day of its `at`, at the latest that of its receipt.
 */
export interface Backend {
  /** Takes a sync request's batches, all or (where its epoch is past) none of them. */
  append(identity: string, request: AppendRequest): Promise<Appended>;
  /**
   * Stores one interaction under the next number of a writer only the server uses.
   *
   * @returns its position; the one given before where the idempotency key has been seen for this identity
   */
  track(identity: string, request: TrackRequest): Promise<number>;
  /**
   * Reads the rows after a cursor, at most 500; everything at once, as a snapshot, where the cursor is null or
   * does not fit this log.
   *
   * @param now ms: decides which rows outside the registers are too old for a snapshot
   */
  read(identity: string, cursor: Cursor | null, now: number): Promise<LogRead>;
  /** Where an identity's log ends; position 0 and epoch 0 where there is none. */
  head(identity: string): Promise<Head>;
  /**
   * What the visitors of the whole site did, by item: its rows ever, and those of the last days, each with its
   * day's `trendingShare`. At most `MAX_DEMAND` items: most trending first, then most counted, then by id.
   *
   * @param now ms: which day is today
   */
  demand(now: number): Promise<DemandAnswer['items']>;
  /**
   * Every stored interaction, by identity, then position, in pages of at most `PAGE_LENGTH`: for training and
   * export. Writes may go on between pages; what is stored before its place is reached is among them.
   */
  interactions(): AsyncIterable<readonly StoredInteraction[]>;
  /** Finishes what was begun, then lets go of everything. */
  close(): Promise<void>;
}

/** A row that was checked: one to store, or why it never will be. */
export type CheckedRow =
  | { readonly row: Interaction }
  | {
      readonly refused: string;
      /** As it was sent, cut to what is kept for whoever looks into it. */
      readonly text: string;
    };

/** A batch whose rows were checked one by one. */
export interface CheckedBatch {
  readonly writer: string;
  readonly from: number;
  readonly skip?: readonly [first: number, last: number];
  readonly rows: readonly CheckedRow[];
}

export interface AppendRequest {
  readonly table: InteractionTable;
  /** The server's clock when the request came, ms. */
  readonly receipt: number;
  readonly epoch: number;
  readonly batches: readonly CheckedBatch[];
}

export interface Appended {
  /** Of the identity; higher than the request's where nothing was taken. */
  epoch: number;
  /** Highest number taken of every writer the request named. */
  hw: Record<string, number>;
  refused: Key[];
}

export interface TrackRequest {
  readonly table: InteractionTable;
  readonly receipt: number;
  readonly writer: string;
  readonly row: Interaction;
  readonly idempotencyKey?: string;
}

/** The end of an identity's log. */
export interface Head extends Cursor {
  epoch: number;
}

export interface LogRead {
  epoch: number;
  cursor: Cursor;
  rows: KeyedInteraction[];
  more: boolean;
  snapshot?: Snapshot;
}

/** An interaction with the identity in whose log it is. */
export interface StoredInteraction {
  identity: string;
  row: KeyedInteraction;
}

/** How many items `Backend.demand` names. */
export const MAX_DEMAND = 2000;

/** How many interactions a page of `Backend.interactions` has. */
export const PAGE_LENGTH = 1000;

/** How long a writer without new rows is remembered, ms. */
export const WRITER_RETENTION = 90 * 86400000;

/** How long an idempotency key is remembered, ms. */
export const IDEMPOTENCY_RETENTION = 30 * 86400000;
