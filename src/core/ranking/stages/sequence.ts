import type { Scorer } from '../contract.js';
import { historyOf } from '../history.js';
import { fading, loudest, spread, type Fading } from '../spread.js';

/** What the item model has seen come next after what was done last. */
export function sequence(options: Partial<Fading> = {}): Scorer {
  const loudness = fading({ halfLife: 1, least: 0, weak: 0.5, ...options });
  return {
    name: 'sequence',
    score(context, scores) {
      const { model } = context;
      if (!model || !spread(context, model.sequence, loudness, scores)) return 0;
      // Of many things done at one moment nobody knows which was the last.
      let newest = 0;
      for (const { age } of historyOf(context)) if (age === 0) newest++;
      return 1 / Math.max(newest, 1);
    },
    reason: (context, index) => context.model && loudest(context, context.model.sequence, loudness, index),
  };
}
