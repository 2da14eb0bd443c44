import type { ReadableAtom } from 'nanostores';
import type { ListEntry } from '../attune.js';
import type { RankingContext } from '../core/ranking/contract.js';
import { recommend, type Ranking } from '../core/ranking/recommend.js';
import type { ListSource } from '../core/ranking/sources.js';
import { seenAs } from '../core/ranking/stages/seen.js';
import { createLive, type Live } from './live.js';

export interface ListsOptions {
  context: () => RankingContext;
  ranking?: Ranking | undefined;
}

/** The lists of a page: one store for each source and length, ranked only while somebody looks. */
export interface Lists {
  list(source: ListSource, limit?: number): ReadableAtom<readonly ListEntry[]>;
  /** In the order they were first asked for. */
  all(): Iterable<Live<readonly ListEntry[]>>;
  /** Forgets what was acted on: such items leave with the next update. */
  renew(): void;
}

interface List extends Live<readonly ListEntry[]> {
  renew(): void;
}

export function createLists({ context, ranking }: ListsOptions): Lists {
  const lists = new Map<string, List>();

  function create(source: ListSource, limit: number): List {
    let shown: readonly ListEntry[] = [];
    const live = createLive(() => {
      const now = context();
      const next = withActed(now, recommend(now, { source, limit, ranking }), shown, limit);
      if (!sameEntries(next, shown)) shown = next;
      return shown;
    }, shown);
    const renew = () => {
      shown = [];
    };
    return { ...live, renew };
  }

  return {
    list(source, limit = 20) {
      const name = `${limit} ${source}`;
      if (!lists.has(name)) lists.set(name, create(source, limit));
      return lists.get(name)!.$store;
    },
    all: () => lists.values(),
    renew() {
      for (const list of lists.values()) list.renew();
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
  const same = ({ item, acted, reason }: ListEntry, i: number) =>
    item === b[i]!.item && acted === b[i]!.acted && reason.text === b[i]!.reason.text;
  return a.length === b.length && a.every(same);
}
