import { registered } from '../profile.js';
import type { Filter, RankingContext, Reason, Scorer, Stages } from './contract.js';
import { having } from './having.js';
import { oncePer } from './once-per.js';
import { affinity } from './stages/affinity.js';
import { diversity } from './stages/diversity.js';
import { fresh } from './stages/fresh.js';
import { muted } from './stages/muted.js';
import { neighbours } from './stages/neighbours.js';
import { popularity } from './stages/popularity.js';
import { seen } from './stages/seen.js';
import { sequence } from './stages/sequence.js';
import { neighboursOf, similarTo } from './stages/similar-to.js';
import { trending } from './stages/trending.js';

/**
 * Which list: `for-you`, `popular`, `trending`, `new`, `watchlist`, `genre:<genre>`, `similar:<item id>`, or
 * `because:<item id>`: similar ones as the reason of a row.
 */
export type ListSource =
  | 'for-you'
  | 'popular'
  | 'trending'
  | 'new'
  | 'watchlist'
  | `genre:${string}`
  | `similar:${string}`
  | `because:${string}`;

/** The default pipeline. The shares are tuned on validation data: `npm run tune`. */
export const DEFAULT_STAGES: Stages = {
  filters: [seen, muted],
  scorers: [
    [neighbours(), [0.6, 0.6, 0.6]],
    [sequence(), [0.3, 0.3, 0.3]],
    [affinity, [0.05, 0.05, 0.05]],
    [popularity, [0.07, 0.07, 0.07]],
    [trending, [0.03, 0.03, 0.03]],
    // Decides alone where no item has a count.
    [fresh, [0.001, 0.001, 0.001]],
  ],
  rerankers: [diversity()],
};

const SAVED: Reason = { kind: 'saved', text: 'On your watchlist' };

/** What a list is ranked by, and from what. */
export interface Listing {
  stages: Stages;
  candidates?: Uint32Array | undefined;
  /** What the filters would keep out is what it is about. */
  all?: boolean | undefined;
  /** Why everything is in it. */
  reason?: Reason | undefined;
}

/** Lists by one scorer; those that follow it decide where it says nothing. */
const alone = oncePer((stages: Stages) => {
  const only = (first: Scorer, ...next: Scorer[]): Stages => ({
    ...stages,
    scorers: [[first, [1, 1, 1]], ...next.map((scorer) => [scorer, [0.01, 0.01, 0.01]] as const)],
    rerankers: [],
  });
  return { popular: only(popularity), new: only(fresh), trending: only(trending, popularity) };
});

export function listingOf(context: RankingContext, source: ListSource, stages: Stages): Listing {
  const { catalog, profile } = context;
  const [kind, about = ''] = source.split(/:(.*)/s);
  switch (kind) {
    case 'popular':
    case 'new':
      return { stages: alone(stages)[kind] };
    case 'trending':
      return { stages: alone(stages).trending, candidates: trendingRows(context) };
    case 'genre':
      return { stages, candidates: having(catalog, source) };
    case 'watchlist': {
      const saved = [...profile.registers.watchlist.keys()].filter(
        (id) =>
          registered(profile, 'watchlist', id)?.type === 'watchlist_add' &&
          !registered(profile, 'rating', id),
      );
      const rows = saved.map((id) => catalog.indexOf(id)).filter((row) => row >= 0);
      return { stages, candidates: Uint32Array.from(rows), all: true, reason: SAVED };
    }
    case 'similar':
    case 'because':
      return {
        stages: {
          ...stages,
          scorers: [
            [neighboursOf(about), [0.5, 0.5, 0.5]],
            [similarTo(about), [0.35, 0.35, 0.35]],
            [popularity, [0.15, 0.15, 0.15]],
          ],
          filters: [...stages.filters, itself(about)],
        },
      };
    default:
      return { stages };
  }
}

/** Where so few trend, the list of what does is filled up with what is popular. */
const FEW = 5;

/** The rows that are in demand these days; undefined where they are too few for a list of their own. */
export function trendingRows({ demand }: RankingContext): Uint32Array | undefined {
  const rows: number[] = [];
  for (const [row, trending] of demand?.trending.entries() ?? []) if (trending > 0) rows.push(row);
  return rows.length < FEW ? undefined : Uint32Array.from(rows);
}

function itself(itemId: string): Filter {
  return {
    name: 'itself',
    exclude({ catalog }, out) {
      const row = catalog.indexOf(itemId);
      if (row >= 0) out[row] = 1;
    },
  };
}
