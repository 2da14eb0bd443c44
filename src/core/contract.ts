/**
 * Types and constants of everything that crosses the network or outlives a page. The adapter's schemas are
 * held equal to these types by a test. All times are ms since 1970 UTC.
 */

/** An interaction's key: the writer that made it and its number (1, 2, 3…) there. */
export type Key = readonly [writer: string, seq: number];

/** Where on the site something happened. Nothing else about the page is ever recorded. */
export interface Context {
  /** Page kind: home, detail, search, profile or other. */
  page?: string;
  /** Path without query or fragment. */
  path?: string;
  /** What offered the item: `personalized`, `genre-action`, a carousel's source… */
  source?: string;
  /** Which list on the page. */
  list?: string;
  /** 0-based place in that list. */
  position?: number;
  /** Random text that lasts as long as the tab. */
  session?: string;
  /** What was searched for, at most 100 characters. */
  query?: string;
}

/** One thing one visitor did. */
export interface Interaction {
  /** A row of the interaction table. */
  type: string;
  itemId?: string;
  /** For `rate`: 1 to 5, halves allowed. */
  value?: number;
  at: number;
  /** Feature keys it was folded with, `namespace:value`, resolved when it was tracked. */
  features: readonly string[];
  /** For `undo`: what is undone. */
  target?: Key;
  context?: Context;
}

/** An interaction with its key and the weight fixed when it was first stored. */
export interface KeyedInteraction extends Interaction {
  writer: string;
  seq: number;
  weight: number;
}

/** Names the last row that a client has read of its identity's log. The stamp tells a restored log apart. */
export interface Cursor {
  /** 0 before the first row. */
  position: number;
  stamp: string;
}

/** What one writer sends: interactions `from`, `from + 1`… without a gap. */
export interface Batch {
  writer: string;
  from: number;
  /** An inclusive range of numbers that will never come, directly before `from`. */
  skip?: readonly [first: number, last: number];
  rows: readonly Interaction[];
}

/** `POST /api/sync/` */
export interface SyncRequest {
  /** The identity the journal belongs to; null before first contact. */
  identity: string | null;
  /** 128 random bits as text; sent while `identity` is null, with no rows: the identity is derived from it. */
  nonce?: string;
  epoch: number;
  /** Null asks for a snapshot. */
  cursor: Cursor | null;
  batches: readonly Batch[];
}

/** A whole profile as stored and sent. Its sums already hold what its rows contributed. */
export interface Snapshot {
  sums: readonly (readonly [feature: string, sum: number])[];
  /** Every keyed row of every register: ratings, watchlist, dismissals, muted features. */
  registers: readonly KeyedInteraction[];
  /** Undone keys with the time of the earliest undo. */
  undone: readonly (readonly [writer: string, seq: number, at: number])[];
  /** Recent rows outside the registers, which undo and ranking still need. */
  history: readonly KeyedInteraction[];
  /** Highest number folded, by writer. */
  folded: Readonly<Record<string, number>>;
}

export interface SyncAnswer {
  identity: string;
  epoch: number;
  /** The server's clock. */
  now: number;
  /** Highest number stored (or skipped, or refused) of every writer the request named. */
  hw: Readonly<Record<string, number>>;
  /** Keys of this request that will never be stored. */
  refused: readonly Key[];
  cursor: Cursor;
  /** Rows after the request's cursor, the client's own among them, as the server fixed them. */
  rows: readonly KeyedInteraction[];
  /** There are more rows after `cursor`. */
  more: boolean;
  /** Replaces everything the client had read. */
  snapshot?: Snapshot;
  /** This identity has become part of a user's. */
  merged?: boolean;
  /** Admits one WebSocket to `GET /api/live/`. */
  ticket?: string;
  /** Bearer token, where a cookie can't be used (another site's adapter). */
  token?: string;
}

/** Whose journal a request or a write belongs to: where one of these has moved, it is dropped. */
export interface Guard {
  /** Random; names one local database. */
  database: string;
  /** Random; names the local past of one identity. */
  owner: string;
  epoch: number;
}

/** A request with what must still be true when its answer is applied. */
export interface Outgoing {
  guard: Guard;
  request: SyncRequest;
  token?: string | undefined;
  /** Gets a lost token back. */
  nonce: string;
  /** How many rows it carries. */
  sent: number;
}

/** `GET /api/capabilities/`: its absence tells a client to use the documented endpoints only. */
export interface Capabilities {
  version: 1;
  sync: boolean;
  /** `interactionTableHash` of the adapter's interaction table. */
  interactions: string;
  /** Version of the catalog it serves. */
  catalog: string;
  /** Version of the item model it serves; null where it has none. */
  model: string | null;
}

/** `GET /api/demand/`: what this site's visitors did, most first. */
export interface DemandAnswer {
  /** How many interactions ever, and how many of the last 7 days, each halved for every 2 days of its age. */
  items: readonly (readonly [itemId: string, count: number, trending: number])[];
}

/** An error answer: names subject, field and remedy. */
export interface ErrorAnswer {
  error: string;
}

/** Rows in one request. */
export const MAX_ROWS_UP = 200;
/** Bytes (UTF-8) of one request; keepalive requests share 64 KiB. */
export const MAX_BYTES_UP = 48 * 1024;
/** Rows in one answer. */
export const MAX_ROWS_DOWN = 500;
/** Bytes (UTF-8) of one interaction as JSON. */
export const MAX_ROW_BYTES = 2048;
export const MAX_FEATURES = 16;
export const MAX_FEATURE_LENGTH = 64;
export const MAX_ID_LENGTH = 200;
export const MAX_QUERY_LENGTH = 100;

/** How long after an interaction it can be undone, in ms of their `at`. */
export const UNDO_WINDOW = 30 * 86400000;

/** What a writer id looks like: 128 bits in base64url. */
export const WRITER_PATTERN = /^[\w-]{22}$/;

/** Whether a row is among the numbers reached by its writer. */
export function isWithin(
  reached: Readonly<Record<string, number>>,
  { writer, seq }: { writer: string; seq: number },
): boolean {
  return seq <= (reached[writer] ?? 0);
}

/** Raises the numbers reached to those of another record. */
export function raise(reached: Record<string, number>, to: Readonly<Record<string, number>>): void {
  for (const [writer, seq] of Object.entries(to)) reached[writer] = Math.max(seq, reached[writer] ?? 0);
}

/** A row's key as one text. */
export function keyOf({ writer, seq }: { writer: string; seq: number }): string {
  return keyText(writer, seq);
}

/** An interaction's key as one text, for maps. */
export function keyText(writer: string, seq: number): string {
  return `${writer}:${seq}`;
}
