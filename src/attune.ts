import type { ReadableAtom } from 'nanostores';
import type { Catalog, Item } from './core/catalog.js';
import type { Key } from './core/contract.js';
import type { Carousel } from './core/carousels.js';
import type { AttuneError } from './core/error.js';
import type { Insights } from './core/insights.js';
import type { Recommendation } from './core/ranking/contract.js';
import type { ListSource } from './core/ranking/sources.js';
import type { Seen } from './core/ranking/stages/seen.js';

export type { ListSource };

/** What `track()` can say beside type and item. */
export interface TrackDetails {
  /** For `rate`: 1 to 5, halves allowed. */
  value?: number;
  /** Feature keys (`genre:Drama`) beside those the catalog knows, and for `mute`. */
  features?: readonly string[];
  /** For `search`: what was searched for. */
  query?: string;
  /** Which list or page part offered the item. */
  source?: string;
  /** Name of the list, where a page has several. */
  list?: string;
  /** 0-based place in that list. */
  position?: number;
}

/** What happened last through this page: for toasts and announcements. */
export interface Change {
  /** Keys to undo it with: a click and the page it opened are one change. */
  keys: readonly Key[];
  type: string;
  item?: Item;
  value?: number;
  query?: string;
}

export interface Status {
  /** `loading` until catalog and journal are read; `ready` after; `error` with no catalog to rank. */
  catalog: 'loading' | 'ready' | 'error';
  /** Where interactions are kept: `memory` where the browser refuses storage. */
  journal: 'opening' | 'indexed-db' | 'memory';
  /** `off` without an endpoint. */
  sync: 'off' | 'idle' | 'waiting' | 'sending' | 'offline' | 'backing-off';
  /** Interactions that no server has acknowledged. */
  outbox: number;
}

/** One recommendation as shown in a list. */
export interface ListEntry extends Recommendation {
  /** The visitor has acted on it since it entered the list: it stays where it is, marked. */
  acted?: Seen;
}

/** A running SDK. Every read is synchronous, nothing throws into the page. */
export interface Attune {
  /** Records an interaction; it counts at once. Returns its key, or undefined where it was refused (reported to `onError`). */
  track(type: string, itemId?: string, details?: TrackDetails): Key | undefined;
  /** Takes an interaction back. */
  undo(key: Key): void;
  /** The best items for this visitor now. */
  recommend(options?: { limit?: number; source?: ListSource }): Recommendation[];
  /** The given ids, best first; unknown ids keep their order at the end. */
  rank(ids: readonly string[]): string[];
  carousels(options?: { max?: number; limit?: number }): Carousel[];
  similar(itemId: string, options?: { limit?: number }): Recommendation[];
  insights(): Insights;
  /** The visitor's own rating, watchlist mark and dismissal of an item. */
  stateOf(itemId: string): { rating?: number; saved: boolean; dismissed: boolean };
  item(itemId: string): Item | undefined;
  /** A list that follows the profile while it has subscribers. Equal arguments give the same store. */
  list(source: ListSource, limit?: number): ReadableAtom<readonly ListEntry[]>;
  readonly $recommendations: ReadableAtom<readonly ListEntry[]>;
  readonly $carousels: ReadableAtom<readonly Carousel[]>;
  /** The visitor's preferences and counts. */
  readonly $profile: ReadableAtom<Insights>;
  readonly $status: ReadableAtom<Status>;
  /** The last change made on this page; undefined before the first. */
  readonly $change: ReadableAtom<Change | undefined>;
  /** What is known of the items; empty until it is loaded. */
  readonly catalog: Catalog;
  /** Catalog and journal are read: what is ranked from here on is the visitor's. Never rejects. */
  readonly ready: Promise<void>;
  /** Everything tracked is stored and, with an endpoint, one attempt to send it was made. */
  flush(): Promise<void>;
  /** Reads what other devices did, and lets acted-on items leave their lists. */
  refresh(): Promise<void>;
  /** Stores what is pending, then lets go of every listener, connection and lock. */
  close(): Promise<void>;
}

export type OnError = (error: AttuneError) => void;
