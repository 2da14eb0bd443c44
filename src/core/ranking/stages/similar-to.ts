import { itemOf } from '../../catalog.js';
import type { Scorer } from '../contract.js';
import { featuresAt } from '../features-at.js';
import { importance } from '../importance.js';
import { perCatalog } from '../per-catalog.js';

/** How alike an item is to a given one: cosine of their features, rare ones weighing more (TF-IDF). */
export function similarTo(itemId: string): Scorer {
  return {
    name: 'similar',
    score({ catalog }, candidates, scores) {
      const seed = catalog.indexOf(itemId);
      if (seed < 0) return;
      const weights = squaredRarities(catalog);
      const wanted = featuresAt(catalog, seed);
      for (const [i, candidate] of candidates.entries()) {
        let product = 0;
        let length = 0;
        for (const feature of featuresAt(catalog, candidate)) {
          const weight = weights[feature]!;
          if (wanted.includes(feature)) product += weight;
          length += weight;
        }
        scores[i] = candidate === seed ? -1 : product / Math.sqrt(length || 1);
      }
    },
    reason({ catalog }) {
      const seed = itemOf(catalog, itemId);
      return seed && { kind: 'similar', itemId, text: `Like ${seed.title}` };
    },
  };
}

/** (ln(1 + items / items with the feature) · importance)², by feature row. */
const squaredRarities = perCatalog(({ features, values, size }) => {
  const counts = new Uint32Array(features.length);
  for (const feature of values) counts[feature]!++;
  return Float64Array.from(
    counts,
    (count, feature) => (Math.log(1 + size / count) * importance(features[feature]!)) ** 2,
  );
});
