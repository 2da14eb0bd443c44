import type {
  Cursor,
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

/** How long a writer without new rows is remembered, ms. */
export const WRITER_RETENTION = 90 * 86400000;

/** How long an idempotency key is remembered, ms. */
export const IDEMPOTENCY_RETENTION = 30 * 86400000;
