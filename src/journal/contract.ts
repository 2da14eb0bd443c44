import type { Cursor, KeyedInteraction, Snapshot } from '../core/contract.js';

/**
 * Where the journal keeps its rows and records. Two implementations, IndexedDB and memory, behind one
 * conformance suite.
 */
export interface JournalStorage {
  readonly kind: 'indexed-db' | 'memory';
  /**
   * Runs `work` as one transaction: all of its writes are kept, or none where it throws. Write transactions
   * run one after another, across tabs too. `work` awaits nothing but the transaction's own calls.
   */
  transact<T>(mode: 'readonly' | 'readwrite', work: (tx: JournalTransaction) => Promise<T>): Promise<T>;
  close(): void;
}

/** Row numbers rise with every `addRow` and are never used twice. */
export interface JournalTransaction {
  get<K extends keyof JournalRecords>(key: K): Promise<JournalRecords[K] | undefined>;
  put<K extends keyof JournalRecords>(key: K, value: JournalRecords[K]): Promise<void>;
  /** Rows numbered above `after`, in order. */
  rows(after: number): Promise<StoredRow[]>;
  /** Gives the row a number of its own. Fails where owner, writer and seq are stored already. */
  addRow(row: Omit<StoredRow, 'n'> & { n?: number }): Promise<number>;
  removeRow(n: number): Promise<void>;
}

/** The single records beside the rows. */
export interface JournalRecords {
  meta: JournalMeta;
  /** Everything up to the cursor except the rows placed `log`. */
  base: Snapshot;
  [file: `file:${string}`]: StoredFile;
}

/** A file of a server as it was last fetched: catalog, item model, demand. */
export interface StoredFile {
  /** The server's ETag; empty where it gives none. */
  version: string;
  body: unknown;
}

/** An interaction as stored. */
export interface StoredRow extends KeyedInteraction {
  n: number;
  owner: string;
  /** Made in this browser. */
  own: boolean;
  /**
   * Where its effect is counted: `overlay` beyond the cursor, `log` between base record and cursor, `base`
   * within the base record (kept only to be sent again, should the server have lost it).
   */
  place: 'overlay' | 'log' | 'base';
  /** Stored before the catalog could say which features it carries: not sent before that. */
  early?: boolean | undefined;
}

/** Whose journal this is and how far it is synced. */
export interface JournalMeta {
  /** Random; a copied profile keeps it, a new database has another. */
  database: string;
  /** Random text for the local past of one identity. */
  owner: string;
  /** The server's name for it; null before first contact. */
  identity: string | null;
  /** The identity is derived from it at first contact. */
  nonce: string;
  /** Bearer token, where cookies can't be used. */
  token?: string;
  epoch: number;
  cursor: Cursor | null;
  /** Highest number an answer has acknowledged, by own writer. */
  acknowledged: Record<string, number>;
  /** Highest number counted in base record and log, by writer. */
  folded: Record<string, number>;
  /** Counts the base records: who knows another one reads everything again. */
  generation: number;
  /** Server clock less own clock, in ms. */
  offset: number;
}

/** What start-up, or a tab that was left behind, reads. */
export interface JournalState {
  meta: JournalMeta;
  /** Present where everything must be built anew from it. */
  base?: Snapshot;
  rows: StoredRow[];
}
