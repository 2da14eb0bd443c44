import { genreCarouselsOf } from '../../src/core/index.js';
import type { AdapterParts, AdapterRequest } from '../adapter-context.js';
import { keptAnswer } from '../kept-answer.js';
import { movieOf, rounded } from '../movie.js';
import { readCount } from '../read-request.js';

/** Movies in one carousel. */
const LENGTH = 8;

/** `GET dynamic-carousels`: a row for each of the visitor's strongest genres. */
export function dynamicCarousels(parts: AdapterParts) {
  const { catalog, ranking, genreCarouselCacheTimeout } = parts;
  return async (c: AdapterRequest) => {
    const max = readCount(c, 'max_genres', 3, 20);
    return c.json(
      await keptAnswer(parts, c, `carousels:${max}`, genreCarouselCacheTimeout, (context) => {
        const rows = genreCarouselsOf(context, { max, limit: LENGTH, ranking });
        const carousels = rows.map(({ title, subtitle, genre, weight, recommendations }) => ({
          title,
          subtitle,
          genre: genre.toLowerCase(),
          weight: rounded(weight, 4),
          movies: recommendations.map((it) => movieOf(catalog, it)),
        }));
        return { success: true, carousels, count: carousels.length };
      }),
    );
  };
}
