import { preference } from './decay.js';
import { affinityOf, registered } from './profile.js';
import type { RankingContext, Recommendation, Stages } from './ranking/contract.js';
import { perCatalog } from './ranking/per-catalog.js';
import { recommend } from './ranking/recommend.js';
import type { ListSource } from './ranking/sources.js';

/** One row of recommendations with its heading. */
export interface Carousel {
  source: ListSource;
  title: string;
  subtitle: string;
  /** Genre as the catalog writes it. */
  genre: string;
  /** The visitor's preference for it, 0.5 where nothing is known. */
  weight: number;
  recommendations: readonly Recommendation[];
}

export interface CarouselOptions {
  /** Rows, 3 by default. */
  max?: number;
  /** Items in each, 8 by default. */
  limit?: number;
  stages?: Stages;
}

/**
 * A row for each genre the visitor prefers above neutral, strongest first, filled up with the catalog's
 * largest genres where fewer are known; a row says which of the two it is.
 */
export function carouselsOf(context: RankingContext, options: CarouselOptions = {}): Carousel[] {
  const { max = 3, limit = 8, stages } = options;
  const rows: Carousel[] = [];
  for (const { genre, weight } of candidates(context)) {
    if (rows.length >= max) break;
    const source: ListSource = `genre:${genre}`;
    const recommendations = recommend(context, { source, limit, stages });
    if (!recommendations.length) continue;
    const preferred = weight > 0.5;
    rows.push({
      source,
      title: preferred ? `More ${genre} Movies for You` : `Popular ${genre} Movies`,
      subtitle: preferred
        ? `Based on your preferences (Score: ${weight.toFixed(1)})`
        : 'Popular with everyone',
      genre,
      weight,
      recommendations,
    });
  }
  return rows;
}

function candidates({ catalog, profile, now }: RankingContext): { genre: string; weight: number }[] {
  return (
    genresBySize(catalog)
      .filter((genre) => registered(profile, 'muted', `genre:${genre}`)?.type !== 'mute')
      .map((genre) => ({ genre, weight: preference(affinityOf(profile, `genre:${genre}`, now)) }))
      .filter(({ weight }) => weight >= 0.5)
      // Equal ones, such as all that nothing is known of, stay in order of size.
      .sort((a, b) => b.weight - a.weight)
  );
}

/** Genres of the catalog, those with the most items first. */
const genresBySize = perCatalog(({ features, values }) => {
  const counts = new Map<string, number>();
  for (const feature of values) {
    const key = features[feature]!;
    if (key.startsWith('genre:')) counts.set(key.slice(6), (counts.get(key.slice(6)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([genre]) => genre);
});
