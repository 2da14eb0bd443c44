import type { Profile, RankingContext } from '../src/core/index.js';
import type { AdapterParts } from './adapter-context.js';

/** All that a request's lists are ranked by, as of one moment. */
export function rankingContext(
  { catalog, model, demand }: AdapterParts,
  profile: Profile,
  now: number,
): RankingContext {
  return { catalog, profile, now, model: model.boundTo(catalog), demand: demand.current().demand };
}
