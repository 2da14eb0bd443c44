import type { RankingContext, Scorer } from '../contract.js';
import { oncePer } from '../once-per.js';

const counts = ({ catalog, demand }: RankingContext) => demand?.popularity ?? catalog.popularity;

const logarithms = oncePer((all: Float64Array) => all.map((count) => Math.log1p(count)));

/** How much an item is in demand: the logarithm of its count, because counts are heavy-tailed. */
export const popularity: Scorer = {
  name: 'popularity',
  score(context, scores) {
    scores.set(logarithms(counts(context)));
    return 1;
  },
  reason(context, index) {
    return counts(context)[index]! > 0 ? { kind: 'popular', text: 'Popular' } : undefined;
  },
};
