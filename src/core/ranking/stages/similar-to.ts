import type { Catalog } from '../../catalog.js';
import type { Scorer } from '../contract.js';
import { importance } from '../importance.js';
import { perCatalog } from '../per-catalog.js';

/** How alike an item is to a given one: cosine of their features, rare ones weighing more (TF-IDF). */
export function similarTo(itemId: string): Scorer {
  return {
    name: 'similar',
    score({ catalog }, candidates, scores) {
      const seed = catalog.indexOf(itemId);
      if (seed < 0) return;
      const weights = rarities(catalog);
      const wanted = new Float64Array(catalog.features.length);
      each(catalog, seed, (feature) => (wanted[feature] = weights[feature]! ** 2));
      for (let i = 0; i < candidates.length; i++) {
        let product = 0;
        let length = 0;
        each(catalog, candidates[i]!, (feature) => {
          product += wanted[feature]!;
          length += weights[feature]! ** 2;
        });
        scores[i] = candidates[i] === seed ? -1 : product / Math.sqrt(length || 1);
      }
    },
    reason({ catalog }) {
      const seed = catalog.indexOf(itemId);
      return seed < 0 ? undefined : { kind: 'similar', itemId, text: `Like ${catalog.item(seed).title}` };
    },
  };
}

function each({ offsets, values }: Catalog, index: number, visit: (feature: number) => void): void {
  for (let f = offsets[index]!; f < offsets[index + 1]!; f++) visit(values[f]!);
}

/** ln(1 + items / items with the feature) · importance, by feature row. */
const rarities = perCatalog(({ features, values, size }) => {
  const counts = new Uint32Array(features.length);
  for (const feature of values) counts[feature]!++;
  return Float64Array.from(counts, (count, f) => Math.log(1 + size / count) * importance(features[f]!));
});
