import type { Profile, RankingContext } from '../src/core/index.js';
import type { AdapterParts } from './adapter-context.js';

/** All that a request's lists are ranked by, as of one moment. */
export function rankingContext(
  { catalog, model, demand, log }: AdapterParts,
  profile: Profile,
  now: number,
): RankingContext {
  return {
    catalog,
    profile,
    now,
    model: model.boundTo(catalog),
    demand: demand.current().demand,
    onFailure: (cause) => log('The ranking option throws: the default ranking is used instead.', cause),
  };
}
