import { because } from '../because.js';
import type { Scorer } from '../contract.js';
import { fading, type Fading } from '../fading.js';
import { historyOf } from '../history.js';

/**
 * How much neighbours that are alike by features say beside those that are liked together. Measured: with
 * more of it, lists for visitors become worse than popularity alone.
 */
const BY_FEATURES = 0.05;

/** What the item model says of the history: each item in it speaks for its neighbours, newer ones louder. */
export function neighbours(options: Partial<Fading> = {}): Scorer {
  const loudness = fading({ halfLife: 4, least: 0.1, weak: 0.5, ...options });
  return {
    name: 'neighbours',
    score(context, scores) {
      const { model } = context;
      const history = historyOf(context);
      if (!model?.neighbours.spread(history, loudness, scores)) return 0;
      let all = 0;
      let liked = 0;
      for (const visited of history) {
        const loud = loudness(visited);
        all += loud;
        if (model.liked[visited.index]) liked += loud;
      }
      return BY_FEATURES + (1 - BY_FEATURES) * (liked / all);
    },
    reason: (context, index) =>
      because(context, context.model?.neighbours.loudest(historyOf(context), loudness, index)),
  };
}
