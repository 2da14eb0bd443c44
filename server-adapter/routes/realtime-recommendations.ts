import { recommend } from '../../src/core/index.js';
import type { AdapterParts, AdapterRequest } from '../adapter-context.js';
import { keptAnswer } from '../kept-answer.js';
import { movieOf } from '../movie.js';
import { readCount } from '../read-request.js';

/** `GET realtime-recommendations`: the best items for this visitor. */
export function realtimeRecommendations(parts: AdapterParts) {
  const { catalog, ranking, recommendationCacheTimeout } = parts;
  return async (c: AdapterRequest) => {
    const limit = readCount(c, 'limit', 20, 100);
    return c.json(
      await keptAnswer(parts, c, `recommendations:${limit}`, recommendationCacheTimeout, (context) => {
        const recommendations = recommend(context, { limit, ranking }).map((it) => movieOf(catalog, it));
        return { success: true, recommendations, count: recommendations.length };
      }),
    );
  };
}
