import { recentInteractions, registered, type Profile } from '../profile.js';
import type { KeyedInteraction } from '../contract.js';
import type { RankingContext } from './contract.js';
import { oncePer } from './once-per.js';

/** One item of the visitor's recent history. */
export interface Visited {
  /** Its catalog row. */
  readonly index: number;
  readonly clarity: Clarity;
  /** How many moments at which something else was done are newer. Things done at one moment share their age. */
  readonly age: number;
  /** The newest interaction with it. */
  readonly row: KeyedInteraction;
}

/** How clearly an interaction says that its item is liked. */
export type Clarity = 'clear' | 'weak';

/** What a clear interaction weighs at least: an opened page, a place on the watchlist, a good rating. */
const CLEAR = 0.2;

/** The items of the recent history that the catalog has and that may be liked, newest first, each once. */
export const historyOf = oncePer(({ catalog, profile }: RankingContext): readonly Visited[] => {
  const visited = new Map<string, Omit<Visited, 'clarity'> & { clarity: Clarity | undefined }>();
  let age = -1;
  let moment = NaN;
  for (const row of recentInteractions(profile)) {
    const itemId = row.itemId!;
    const known = visited.get(itemId);
    if (known) {
      known.clarity = clearer(known.clarity, clarityOf(profile, row));
      continue;
    }
    if (row.at !== moment) age++;
    moment = row.at;
    visited.set(itemId, { index: catalog.indexOf(itemId), clarity: clarityOf(profile, row), age, row });
  }
  return [...visited.values()].filter(
    (it): it is Visited => it.index >= 0 && it.clarity !== undefined && !isRejected(profile, it.row.itemId!),
  );
});

/** Whether the visitor has rated an item low or dismissed it: then nothing else done with it says that it is liked. */
export function isRejected(profile: Profile, itemId: string): boolean {
  const rating = registered(profile, 'rating', itemId);
  return (
    (rating !== undefined && rating.weight < 0) || registered(profile, 'dismissed', itemId) !== undefined
  );
}

/** How clearly a row says that its item is liked; undefined where it does not. */
export function clarityOf(profile: Profile, row: KeyedInteraction): Clarity | undefined {
  const register = profile.table.get(row.type)?.register;
  // Of several ratings only the newest says anything.
  if (register && registered(profile, register, row.itemId!) !== row) return undefined;
  if (row.weight >= CLEAR) return 'clear';
  return row.weight > 0 ? 'weak' : undefined;
}

function clearer(a: Clarity | undefined, b: Clarity | undefined): Clarity | undefined {
  return a === 'clear' || b === 'clear' ? 'clear' : (a ?? b);
}
