import {
  DEFAULT_STAGES,
  hash32,
  preference,
  recommend,
  affinityOf,
  type Ranking,
  type Stages,
} from '../../src/core/index.js';
import { nthLargest } from '../training/largest.js';
import { likersOf } from '../training/positives.js';
import { NOW, type Trial, type Visitor } from './trial.js';

/** How many items a list has, as far as there are so many. */
export const LENGTH = 100;

/** Recommends catalog rows to a visitor, best first. */
export type Recommender = (visitor: Visitor) => number[];

/** Makes a recommender for a trial. */
export type RecommenderOf = (trial: Trial) => Recommender;

/** The way the product goes: `recommend()` with the model that was read from its file. */
export function shipped(ranking: Ranking = DEFAULT_STAGES, useModel = true): RecommenderOf {
  return ({ catalog, model }) =>
    ({ profile }) => {
      const context = { catalog, profile, now: NOW, ...(useModel && { model }) };
      return recommend(context, { limit: LENGTH, ranking }).map(({ item }) => catalog.indexOf(item.id));
    };
}

/** The default pipeline without one of its stages. */
export function without(name: string): Stages {
  const { filters, scorers, rerankers } = DEFAULT_STAGES;
  return {
    filters,
    scorers: scorers.filter(([scorer]) => scorer.name !== name),
    rerankers: rerankers.filter((reranker) => reranker.name !== name),
  };
}

/** Lists to compare with. */
export const BASELINES: ReadonlyMap<string, RecommenderOf> = new Map<string, RecommenderOf>([
  [
    'random',
    ({ catalog }) =>
      byScore(catalog.size, (visitor) => (row) => hash32(`${visitor.profile.rows.size} ${row}`)),
  ],
  ['popular', ({ catalog }) => byScore(catalog.size, () => (row) => catalog.popularity[row]!)],
  ['genre-preferences', genrePreferences],
  ['item-knn', itemKnn],
]);

/** The documented system: the sum of an item's genre preferences. */
function genrePreferences({ catalog }: Trial): Recommender {
  return byScore(catalog.size, ({ profile }) => {
    const known = new Map<string, number>();
    const of = (genre: string) => {
      if (!known.has(genre)) known.set(genre, preference(affinityOf(profile, `genre:${genre}`, NOW)));
      return known.get(genre)!;
    };
    return (row) => (catalog.item(row).genres ?? []).reduce((sum, genre) => sum + of(genre), 0);
  });
}

/** Likes that a cosine is drawn to 0 by, and neighbours that count. */
const SHRINKAGE = 20;
const NEIGHBOURS = 100;

/** Cosine of likes with shrinkage, summed over what was liked. */
function itemKnn({ catalog, positives }: Trial): Recommender {
  const { offsets, users } = likersOf(positives);
  const likes = (row: number) => offsets[row + 1]! - offsets[row]!;
  const counts = new Float64Array(catalog.size);
  const nearest = (item: number) => {
    counts.fill(0);
    for (const user of users.subarray(offsets[item], offsets[item + 1]))
      for (let at = positives.offsets[user]!; at < positives.offsets[user + 1]!; at++)
        counts[positives.items[at]!]!++;
    const similarities = counts.map((common, other) =>
      other === item || !common
        ? 0
        : ((common / Math.sqrt(likes(item) * likes(other))) * common) / (common + SHRINKAGE),
    );
    return best(similarities, NEIGHBOURS).map((other) => [other, similarities[other]!] as const);
  };
  const known = new Map<number, ReturnType<typeof nearest>>();
  return byScore(catalog.size, ({ liked }) => {
    const scores = new Float64Array(catalog.size);
    for (const item of liked) {
      if (!known.has(item)) known.set(item, nearest(item));
      for (const [other, similarity] of known.get(item)!) scores[other]! += similarity;
    }
    return (row) => scores[row]!;
  });
}

/** The rows with the highest scores that were not rated; equal ones by popularity, which is the order of rows. */
function byScore(size: number, scorerFor: (visitor: Visitor) => (row: number) => number): Recommender {
  return (visitor) => {
    const scoreOf = scorerFor(visitor);
    return best(
      Float64Array.from({ length: size }, (_, row) => (visitor.rated.has(row) ? -Infinity : scoreOf(row))),
      LENGTH,
    );
  };
}

/** The places of the highest values that are numbers, highest first; of equal ones the first. */
function best(values: Float64Array, count: number): number[] {
  const least = Math.max(nthLargest(values.slice(), count), -Number.MAX_VALUE);
  return [...values.keys()]
    .filter((place) => values[place]! >= least)
    .sort((a, b) => values[b]! - values[a]! || a - b)
    .slice(0, count);
}
