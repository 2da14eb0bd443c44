import type { Scorer } from '../contract.js';

/** How much an item was in demand over the last days, newer days counting more; silent where no server counts. */
export const trending: Scorer = {
  name: 'trending',
  score({ demand }, scores) {
    if (!demand) return 0;
    const { trending } = demand;
    for (let row = 0; row < scores.length; row++) if (trending[row]) scores[row] = Math.log1p(trending[row]!);
    return 1;
  },
  reason({ demand }, index) {
    return demand && demand.trending[index]! > 0 ? { kind: 'trending', text: 'Trending now' } : undefined;
  },
};
