import type { RankingContext, Recommendation, Stages } from './contract.js';
import { rank } from './pipeline.js';
import { stagesFor, type ListSource } from './sources.js';

export interface RecommendOptions {
  /** 20 by default. */
  limit?: number;
  source?: ListSource;
  /** Catalog rows to choose from; the whole catalog by default. */
  candidates?: Uint32Array;
  /** Another pipeline than the default one. */
  stages?: Stages;
}

/** The best items of a list for this profile, best first. Empty only where nothing may be shown. */
export function recommend(context: RankingContext, options: RecommendOptions = {}): Recommendation[] {
  const { limit = 20, source = 'for-you', candidates, stages } = options;
  return rank(context, { limit, candidates, stages: stagesFor(source, stages) });
}

/** The given ids, best first, nothing left out; ids the catalog lacks keep their order at the end. */
export function rankIds(context: RankingContext, ids: readonly string[], stages?: Stages): string[] {
  const { catalog } = context;
  const known = new Set(ids.map((id) => catalog.indexOf(id)).filter((index) => index >= 0));
  const ranked = rank(context, {
    limit: known.size,
    candidates: Uint32Array.from(known),
    stages: { ...stagesFor('for-you', stages), filters: [], rerankers: [] },
  });
  return [...ranked.map(({ item }) => item.id), ...ids.filter((id) => catalog.indexOf(id) < 0)];
}
