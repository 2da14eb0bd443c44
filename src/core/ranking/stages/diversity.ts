import type { Catalog } from '../../catalog.js';
import type { More, Reranker, Scored } from '../contract.js';
import { featuresAt } from '../features-at.js';
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

function arrange(
  catalog: Catalog,
  best: readonly Scored[],
  limit: number,
  lambda: number,
  more: More,
  everywhere: Set<number>,
) {
  const { genres } = tables(catalog);
  const { offsets, values } = catalog;
  const left = [...best];
  /** Of what is left: to the most similar of the chosen ones, and to all of them together. */
  const nearest = new Float64Array(best.length + 1);
  const together = new Float64Array(best.length + 1);
  // Scores of 0 are nobody's share of anything.
  const highest = Math.max(best[0]?.score ?? 0, Number.MIN_VALUE);
  const chosen: Scored[] = [];
  let similarities = 0;
  /** How many of the last chosen ones, without a break, have a genre; and which are not to come again. */
  let runs = new Map<number, number>();
  let overlong = new Set<number>();

  function isOverlong(index: number): boolean {
    for (let place = offsets[index]!; place < offsets[index + 1]!; place++)
      if (overlong.has(values[place]!)) return true;
    return false;
  }

  /** The place of the best that may come next; the length of `left` where none may. */
  function next(): number {
    let at = left.length;
    let most = -Infinity;
    for (let i = 0; i < left.length; i++) {
      const { score, index } = left[i]!;
      const value = (lambda * score) / highest - (1 - lambda) * nearest[i]!;
      if (value > most && !(overlong.size && isOverlong(index))) [at, most] = [i, value];
    }
    return at;
  }

  while (chosen.length < limit && left.length) {
    let at = next();
    if (at === left.length) {
      const taken = new Set(chosen.map(({ index }) => index));
      const [other] = more(1, (index) => !taken.has(index) && !isOverlong(index));
      if (other) {
        left.push(other);
        nearest[at] = together[at] = 0;
      } else {
        for (const feature of overlong) everywhere.add(feature);
        overlong = new Set();
        at = next();
      }
    }
    const [scored] = left.splice(at, 1);
    similarities += together[at]!;
    nearest.copyWithin(at, at + 1);
    together.copyWithin(at, at + 1);
    chosen.push(scored!);
    runs = new Map(
      [...featuresAt(catalog, scored!.index)]
        .filter((feature) => genres[feature])
        .map((feature) => [feature, (runs.get(feature) ?? 0) + 1]),
    );
    overlong = new Set(
      [...runs]
        .filter(([feature, run]) => run >= LONGEST_RUN && !everywhere.has(feature))
        .map(([feature]) => feature),
    );
    compare(catalog, scored!.index, left, nearest, together);
  }
  const pairs = (chosen.length * (chosen.length - 1)) / 2;
  return { chosen, distance: pairs ? 1 - similarities / pairs : 1 };
}

/** Adds an item's similarity to what is left. */
function compare(
  catalog: Catalog,
  index: number,
  left: readonly Scored[],
  nearest: Float64Array,
  together: Float64Array,
): void {
  const { offsets, values } = catalog;
  const { weights, totals, marks } = tables(catalog);
  const mark = (value: 0 | 1) => {
    for (let place = offsets[index]!; place < offsets[index + 1]!; place++) marks[values[place]!] = value;
  };
  mark(1);
  for (let i = 0; i < left.length; i++) {
    const other = left[i]!.index;
    let shared = 0;
    for (let place = offsets[other]!; place < offsets[other + 1]!; place++) {
      const feature = values[place]!;
      if (marks[feature]) shared += weights[feature]!;
    }
    const similarity = shared / (totals[index]! + totals[other]! - shared || 1);
    together[i]! += similarity;
    if (similarity > nearest[i]!) nearest[i] = similarity;
  }
  mark(0);
}
