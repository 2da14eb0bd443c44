import { atom, onMount, type ReadableAtom, type WritableAtom } from 'nanostores';
import type { ListEntry } from '../attune.js';
import type { RankingContext, Stages } from '../core/ranking/contract.js';
import { recommend } from '../core/ranking/recommend.js';
import type { ListSource } from '../core/ranking/sources.js';
import { seenAs } from '../core/ranking/stages/seen.js';

export interface ListsOptions {
  context: () => RankingContext;
  stages: Stages;
  /** Asked before a list is read: brings all up to date where the profile has changed. */
  settle: () => void;
}

/** The lists of a page: one store for each source and length, ranked only while somebody looks. */
export interface Lists {
  list(source: ListSource, limit: number): ReadableAtom<readonly ListEntry[]>;
  /** Ranks every list that has subscribers again. */
  update(): void;
  /** Forgets what was acted on: such items leave with the next update. */
  renew(): void;
}

export function createLists({ context, stages, settle }: ListsOptions): Lists {
  const lists = new Map<string, { $list: WritableAtom<readonly ListEntry[]>; renew: () => void }>();
  const mounted = new Set<() => void>();

  function create(source: ListSource, limit: number) {
    const $list = atom<readonly ListEntry[]>([]);
    let shown: readonly ListEntry[] = [];
    const rank = () => {
      const now = context();
      const before = shown;
      shown = withActed(now, recommend(now, { source, limit, stages }), shown, limit);
      if (!sameEntries(shown, before)) $list.set(shown);
    };
    onMount($list, () => {
      settle();
      rank();
      mounted.add(rank);
      return () => {
        mounted.delete(rank);
      };
    });
    const renew = () => {
      shown = [];
    };
    return { $list, renew };
  }

  return {
    list(source, limit) {
      const name = `${limit} ${source}`;
      let entry = lists.get(name);
      if (!entry) lists.set(name, (entry = create(source, limit)));
      return entry.$list;
    },
    update() {
      for (const rank of mounted) rank();
    },
    renew() {
      for (const { renew } of lists.values()) renew();
    },
  };
}

/**
 * Filters apply to what enters a list: an item that was acted on stays at its place, marked, so that nothing
 * vanishes from under a finger and an undo finds it where it was.
 */
function withActed(
  { profile }: RankingContext,
  ranked: readonly ListEntry[],
  shown: readonly ListEntry[],
  limit: number,
): ListEntry[] {
  const fresh = new Set(ranked.map(({ item }) => item.id));
  const next = [...ranked];
  for (const [place, entry] of shown.entries()) {
    const acted = seenAs(profile, entry.item.id);
    if (acted && !fresh.has(entry.item.id)) next.splice(place, 0, { ...entry, acted });
  }
  return next.slice(0, limit);
}

function sameEntries(a: readonly ListEntry[], b: readonly ListEntry[]): boolean {
  return (
    a.length === b.length &&
    a.every((entry, i) => {
      const other = b[i]!;
      return (
        entry.item === other.item && entry.acted === other.acted && entry.reason.text === other.reason.text
      );
    })
  );
}
