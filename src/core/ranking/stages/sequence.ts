import { because } from '../because.js';
import type { Scorer } from '../contract.js';
import { fading, type Fading } from '../fading.js';
import { historyOf } from '../history.js';

/** So many things done at one moment still say what comes next; of more nobody knows which was the last. */
const MANY = 10;

/** What the item model has seen come next after what was done last. */
export function sequence(options: Partial<Fading> = {}): Scorer {
  const loudness = fading({ halfLife: 1, least: 0, weak: 0.5, ...options });
  return {
    name: 'sequence',
    score(context, scores) {
      const history = historyOf(context);
      if (!context.model?.sequence.spread(history, loudness, scores)) return 0;
      let newest = 0;
      for (const { age } of history) if (age === 0) newest++;
      return Math.min(MANY / newest, 1);
    },
    reason: (context, index) =>
      because(context, context.model?.sequence.loudest(historyOf(context), loudness, index)),
  };
}
