import { atom, type WritableAtom } from 'nanostores';
import type { Attune, Change, ListEntry, Status, TrackDetails } from '../../src/attune.js';
import type { Key } from '../../src/core/contract.js';
import type { Item } from '../../src/core/catalog.js';
import type { Insights } from '../../src/core/insights.js';

/** The parts of a client that widgets use, with the means to play any situation. */
export interface FakeClient {
  readonly client: Attune;
  readonly $list: WritableAtom<readonly ListEntry[]>;
  readonly $status: WritableAtom<Status>;
  readonly $change: WritableAtom<Change | undefined>;
  readonly $profile: WritableAtom<Insights>;
  readonly tracked: { type: string; itemId: string | undefined; details: TrackDetails | undefined }[];
  readonly undone: Key[];
  readonly saved: Set<string>;
  /** Order that `rank()` gives. */
  ranking: string[];
  /** Shows these items, in this order. */
  list(...ids: string[]): void;
  /** How many are listening to any of the stores. */
  listeners(): number;
}

const NOTHING_KNOWN: Insights = {
  preferences: [],
  recentInteractions: {},
  averageRating: 0,
  totalRatings: 0,
  watchlist: [],
  lastUpdated: null,
  diversity: 0,
  engagement: 0,
};

/** A client over the given items that does nothing by itself. */
export function createFakeClient(
  items: readonly Item[] = itemsFrom('a', 'b', 'c', 'd', 'e', 'f'),
): FakeClient {
  const byId = new Map(items.map((item) => [item.id, item]));
  const $list = atom<readonly ListEntry[]>([]);
  const $status = atom<Status>({ catalog: 'ready', journal: 'memory', sync: 'off', outbox: 0 });
  const $change = atom<Change | undefined>(undefined);
  const $profile = atom<Insights>(NOTHING_KNOWN);
  const saved = new Set<string>();
  const fake: FakeClient = {
    $list,
    $status,
    $change,
    $profile,
    saved,
    tracked: [],
    undone: [],
    ranking: [],
    list: (...ids) => $list.set(ids.map((id) => entryOf(byId.get(id)!))),
    listeners: () => $list.lc + $status.lc + $change.lc + $profile.lc,
    client: {
      $status,
      $change,
      $profile,
      list: () => $list,
      item: (id: string) => byId.get(id),
      stateOf: (id: string) => ({ saved: saved.has(id), dismissed: false }),
      rank: (ids: readonly string[]) => [...ids].sort((a, b) => place(a) - place(b)),
      track(type: string, itemId?: string, details?: TrackDetails) {
        fake.tracked.push({ type, itemId, details });
        if (itemId && type === 'watchlist_add') saved.add(itemId);
        if (itemId && type === 'watchlist_remove') saved.delete(itemId);
        const item = itemId === undefined ? undefined : byId.get(itemId);
        const key: Key = ['w', fake.tracked.length];
        $change.set({ keys: [key], type, ...(item && { item }) });
        return key;
      },
      undo: (key: Key) => void fake.undone.push(key),
    } as unknown as Attune,
  };
  const place = (id: string) => fake.ranking.indexOf(id);
  return fake;
}

/** Items named after their ids. */
export function itemsFrom(...ids: string[]): Item[] {
  return ids.map((id) => ({ id, title: `Film ${id}`, url: `#${id}` }));
}

/** A list entry for an item. */
export function entryOf(item: Item): ListEntry {
  return { item, score: 1, reason: { kind: 'popular', text: `Because of ${item.title}` }, contributions: {} };
}
