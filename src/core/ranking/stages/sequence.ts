import { because } from '../because.js';
import type { Scorer } from '../contract.js';
import { fading, type Fading } from '../fading.js';
import { historyOf } from '../history.js';

/** What the item model has seen come next after what was done last. */
export function sequence(options: Partial<Fading> = {}): Scorer {
  const loudness = fading({ halfLife: 1, least: 0, weak: 0.5, ...options });
  return {
    name: 'sequence',
    score(context, scores) {
      const history = historyOf(context);
      if (!context.model?.sequence.spread(history, loudness, scores)) return 0;
      // Of many things done at one moment nobody knows which was the last.
      let newest = 0;
      for (const { age } of history) if (age === 0) newest++;
      return 1 / Math.max(newest, 1);
    },
    reason: (context, index) =>
      because(context, context.model?.sequence.loudest(historyOf(context), loudness, index)),
  };
}
