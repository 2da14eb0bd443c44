import type { Ranker, RankingContext, Recommendation, Stages } from './contract.js';
import { rank } from './pipeline.js';
import { rankBy } from './rank-by.js';
import { DEFAULT_STAGES, listingOf, type ListSource } from './sources.js';

/** How lists are ranked: by a pipeline of stages, or by a function of a site's own. */
export type Ranking = Stages | Ranker;

export interface RecommendOptions {
  /** 20 by default. */
  limit?: number;
  source?: ListSource;
  /** Another ranking than the default pipeline. */
  ranking?: Ranking | undefined;
}

/** The best items of a list for this profile, best first. Empty only where nothing may be shown. */
export function recommend(context: RankingContext, options: RecommendOptions = {}): Recommendation[] {
  const { source = 'for-you' } = options;
  const limit = Math.max(Math.floor(options.limit ?? 20) || 0, 0);
  const list = orDefault(context, options.ranking, (ranking) => {
    const isOwn = typeof ranking === 'function';
    const listing = listingOf(context, source, isOwn ? DEFAULT_STAGES : ranking);
    const list =
      isOwn && listing.stages === DEFAULT_STAGES
        ? rankBy(ranking, context, { limit, ...listing })
        : rank(context, { limit, ...listing });
    const { reason } = listing;
    return reason ? list.map((it) => ({ ...it, reason })) : list;
  });
  // All that trends is known to this visitor.
  return list.length || source !== 'trending' ? list : recommend(context, { ...options, source: 'popular' });
}

/** The given ids, best first, nothing left out; ids the catalog lacks keep their order at the end. */
export function rankIds(context: RankingContext, ids: readonly string[], ranking?: Ranking): string[] {
  const { catalog } = context;
  const known = new Set(ids.map((id) => catalog.indexOf(id)).filter((index) => index >= 0));
  const options = { limit: known.size, candidates: Uint32Array.from(known), all: true };
  const ranked = orDefault(context, ranking, (by) =>
    typeof by === 'function'
      ? rankBy(by, context, { ...options, stages: DEFAULT_STAGES })
      : rank(context, { ...options, stages: by }),
  );
  return [...ranked.map(({ item }) => item.id), ...ids.filter((id) => catalog.indexOf(id) < 0)];
}

/** A site's own ranking that throws must not leave its page without a list. */
function orDefault<T>(
  { onFailure }: RankingContext,
  ranking: Ranking = DEFAULT_STAGES,
  make: (ranking: Ranking) => T,
): T {
  try {
    return make(ranking);
  } catch (cause) {
    if (!onFailure || ranking === DEFAULT_STAGES) throw cause;
    onFailure(cause);
    return make(DEFAULT_STAGES);
  }
}
