import type { Catalog } from './catalog.js';
import { preference } from './decay.js';
import { affinityOf, registered } from './profile.js';
import { because } from './ranking/because.js';
import type { RankingContext, Recommendation } from './ranking/contract.js';
import { historyOf } from './ranking/history.js';
import { oncePer } from './ranking/once-per.js';
import { recommend, type Ranking } from './ranking/recommend.js';
import { trendingRows, type ListSource } from './ranking/sources.js';

/** One row of recommendations with its heading. */
export interface Carousel {
  source: ListSource;
  title: string;
  subtitle: string;
  recommendations: readonly Recommendation[];
}

/** A row of one genre. */
export interface GenreCarousel extends Carousel {
  /** Genre as the catalog writes it. */
  genre: string;
  /** The visitor's preference for it, 0.5 where nothing is known. */
  weight: number;
}

export interface CarouselOptions {
  /** Rows: 5 by default, of genres 3. */
  max?: number;
  /** Items in each, 8 by default. */
  limit?: number;
  ranking?: Ranking | undefined;
}

type Heading = Omit<Carousel, 'recommendations'>;

/**
 * The rows that say most to this visitor: because of what was liked last, the genre liked best, the watchlist,
 * what is trending, then more genres and what is new. A row without items is left out.
 */
export function carouselsOf(context: RankingContext, options: CarouselOptions = {}): Carousel[] {
  const { max = 5, ...rest } = options;
  const genres = genreHeadings(context);
  const preferred = genres.filter(({ weight }) => weight > 0.5);
  return filled(
    context,
    [
      ...becauseHeadings(context),
      ...preferred.slice(0, 1),
      { source: 'watchlist', title: 'Continue from your watchlist', subtitle: 'What you saved for later' },
      ...preferred.slice(1, 2),
      ...(trendingRows(context)
        ? [{ source: 'trending', title: 'Trending', subtitle: 'What others look at these days' } as const]
        : []),
      ...preferred.slice(2),
      { source: 'new', title: 'New', subtitle: 'The latest first' },
      ...genres.slice(preferred.length),
    ],
    max,
    rest,
  );
}

/**
 * A row for each genre the visitor prefers above neutral, strongest first, filled up with the catalog's
 * largest genres where fewer are known; a row says which of the two it is.
 */
export function genreCarouselsOf(context: RankingContext, options: CarouselOptions = {}): GenreCarousel[] {
  const { max = 3, ...rest } = options;
  return filled(context, genreHeadings(context), max, rest);
}

function filled<H extends Heading>(
  context: RankingContext,
  headings: readonly H[],
  max: number,
  { limit = 8, ranking }: CarouselOptions,
): (H & Carousel)[] {
  const rows: (H & Carousel)[] = [];
  for (const heading of headings) {
    if (rows.length >= max) break;
    const recommendations = recommend(context, { source: heading.source, limit, ranking });
    if (recommendations.length) rows.push({ ...heading, recommendations });
  }
  return rows;
}

/** For the newest thing that says clearly what the visitor likes. */
function becauseHeadings(context: RankingContext): Heading[] {
  const liked = historyOf(context).find(({ clarity }) => clarity === 'clear');
  const reason = because(context, liked);
  return reason
    ? [{ source: `because:${reason.itemId ?? ''}`, title: reason.text, subtitle: 'More like it' }]
    : [];
}

function genreHeadings({
  catalog,
  profile,
  now,
}: RankingContext): (Heading & { genre: string; weight: number })[] {
  return (
    genresBySize(catalog)
      .filter((genre) => registered(profile, 'muted', `genre:${genre}`)?.type !== 'mute')
      .map((genre) => ({ genre, weight: preference(affinityOf(profile, `genre:${genre}`, now)) }))
      .filter(({ weight }) => weight >= 0.5)
      // Equal ones, such as all that nothing is known of, stay in order of size.
      .sort((a, b) => b.weight - a.weight)
      .map(({ genre, weight }) => ({
        source: `genre:${genre}` as const,
        title: weight > 0.5 ? `More ${genre} Movies for You` : `Popular ${genre} Movies`,
        subtitle:
          weight > 0.5 ? `Based on your preferences (Score: ${weight.toFixed(1)})` : 'Popular with everyone',
        genre,
        weight,
      }))
  );
}

/** Genres of the catalog, those with the most items first. */
const genresBySize = oncePer(({ features, values }: Catalog) => {
  const counts = new Map<string, number>();
  for (const feature of values) {
    const key = features[feature]!;
    if (key.startsWith('genre:')) counts.set(key.slice(6), (counts.get(key.slice(6)) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([genre]) => genre);
});
