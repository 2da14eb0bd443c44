import type { Catalog } from './catalog.js';
import type { DemandAnswer } from './contract.js';

/** What the visitors of a site did, by catalog row. */
export interface Demand {
  /** Interactions ever counted. */
  readonly popularity: Float64Array;
  /** Interactions of the last 7 days, each halved for every 2 days of its age. */
  readonly trending: Float64Array;
}

/** How far back trending looks, in days. */
export const TRENDING_DAYS = 7;

/** In how many days an interaction's part in trending halves. */
export const TRENDING_HALF_LIFE = 2;

/** A day's part in trending. @param age of the day, in days; 0 is today */
export function trendingShare(age: number): number {
  return age < TRENDING_DAYS ? 2 ** (-age / TRENDING_HALF_LIFE) : 0;
}

/** What a server counted, with a catalog's rows for its items; the catalog's own counts where it knows none. */
export function demandOf(catalog: Catalog, answer: DemandAnswer): Demand {
  const popularity = catalog.popularity.slice();
  const trending = new Float64Array(catalog.size);
  for (const [id, count, lately] of answer.items) {
    const row = catalog.indexOf(id);
    if (row < 0) continue;
    popularity[row]! += count;
    trending[row] = lately;
  }
  return { popularity, trending };
}
