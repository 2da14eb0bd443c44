import type { Catalog } from '../../catalog.js';
import type { More, Reranker, Scored } from '../contract.js';
import { featuresAt, hasAny } from '../features-at.js';
import { importance } from '../importance.js';
import { oncePer } from '../once-per.js';

/** The first so many of a list are what is seen of it, and what is held to be varied. */
const SEEN = 10;

/** How much relevance weighs against variety: tried in this order, until the list is varied enough. */
const LAMBDAS = [1, 0.95, 0.9, 0.85, 0.8, 0.7, 0.6];

/** So many in a row may have one genre in common, where the catalog has others. */
const LONGEST_RUN = 9;

/** By feature its importance, whether it is a genre, and room for a mark; by row the importance of all its features. */
const tables = oncePer(({ features, values, offsets, size }: Catalog) => {
  const weights = Float64Array.from(features, importance);
  const totals = new Float64Array(size);
  for (let row = 0; row < size; row++)
    for (let place = offsets[row]!; place < offsets[row + 1]!; place++)
      totals[row]! += weights[values[place]!]!;
  const genres = Uint8Array.from(features, (key) => (key.startsWith('genre:') ? 1 : 0));
  return { weights, totals, genres, marks: new Uint8Array(features.length) };
});

/**
 * Maximal marginal relevance (Carbonell, Goldstein: "The Use of MMR", SIGIR 1998), no more of it than needed:
 * each place goes to the candidate with the best λ·relevance − (1 − λ)·(similarity to the most similar one
 * chosen before), with the largest λ that makes the first ten varied enough. A list that is varied by itself
 * keeps its order.
 *
 * Relevance is the score as a share of the best one's; similarity the Jaccard index of features, weighted by
 * their importance. Never more than nine in a row share a genre while there are items of others.
 *
 * @param least mean distance (1 − similarity) that the first ten are to have, 0…1
 */
export function diversity(least = 0.75): Reranker {
  return {
    name: 'diversity',
    rerank({ catalog }, best, limit, more) {
      let list: Scored[] = [];
      /** Genres that nothing that could be listed instead lacks. */
      const everywhere = new Set<number>();
      for (const lambda of LAMBDAS) {
        const { chosen, distance } = arrange(catalog, best, Math.min(limit, SEEN), lambda, more, everywhere);
        list = chosen;
        if (distance < least && lambda !== LAMBDAS.at(-1)) continue;
        if (limit > SEEN) list = arrange(catalog, best, limit, lambda, more, everywhere).chosen;
        break;
      }
      return list;
    },
  };
}

/** A candidate and its similarity to the chosen ones: to the most similar, and to all of them together. */
interface Candidate {
  readonly scored: Scored;
  nearest: number;
  together: number;
}

function arrange(
  catalog: Catalog,
  best: readonly Scored[],
  limit: number,
  lambda: number,
  more: More,
  everywhere: Set<number>,
) {
  const { genres } = tables(catalog);
  const left = best.map((scored): Candidate => ({ scored, nearest: 0, together: 0 }));
  // Scores of 0 are nobody's share of anything.
  const highest = Math.max(best[0]?.score ?? 0, Number.MIN_VALUE);
  const chosen: Scored[] = [];
  let similarities = 0;
  /** How many of the last chosen ones, without a break, have a genre; and which are not to come again. */
  let runs = new Map<number, number>();
  let overlong: number[] = [];

  function next(): Candidate | undefined {
    let most = -Infinity;
    let found: Candidate | undefined;
    for (const candidate of left) {
      const { scored, nearest } = candidate;
      const value = (lambda * scored.score) / highest - (1 - lambda) * nearest;
      if (value > most && !hasAny(catalog, scored.index, overlong)) [most, found] = [value, candidate];
    }
    return found;
  }

  while (chosen.length < limit && left.length) {
    let candidate = next();
    if (!candidate) {
      const isNew = (index: number) => !chosen.some((it) => it.index === index);
      const [scored] = more(1, (index) => !hasAny(catalog, index, overlong) && isNew(index));
      if (scored) candidate = { scored, nearest: 0, together: 0 };
      else {
        for (const feature of overlong) everywhere.add(feature);
        overlong = [];
        candidate = next()!;
      }
    }
    const { scored, together } = candidate;
    if (left.includes(candidate)) left.splice(left.indexOf(candidate), 1);
    similarities += together;
    chosen.push(scored);
    const shared = [...featuresAt(catalog, scored.index)].filter((feature) => genres[feature]);
    runs = new Map(shared.map((feature) => [feature, (runs.get(feature) ?? 0) + 1]));
    overlong = shared.filter((feature) => runs.get(feature)! >= LONGEST_RUN && !everywhere.has(feature));
    compare(catalog, scored.index, left);
  }
  const pairs = (chosen.length * (chosen.length - 1)) / 2;
  return { chosen, distance: pairs ? 1 - similarities / pairs : 1 };
}

/** Adds an item's similarity to what is left. */
function compare(catalog: Catalog, index: number, left: readonly Candidate[]): void {
  const { offsets, values } = catalog;
  const { weights, totals, marks } = tables(catalog);
  const mark = (value: 0 | 1) => {
    for (const feature of featuresAt(catalog, index)) marks[feature] = value;
  };
  mark(1);
  for (const candidate of left) {
    const other = candidate.scored.index;
    let shared = 0;
    for (let place = offsets[other]!; place < offsets[other + 1]!; place++) {
      const feature = values[place]!;
      if (marks[feature]) shared += weights[feature]!;
    }
    const similarity = shared / (totals[index]! + totals[other]! - shared || 1);
    candidate.together += similarity;
    if (similarity > candidate.nearest) candidate.nearest = similarity;
  }
  mark(0);
}
