import { itemOf, type Catalog } from '../../catalog.js';
import type { Scorer } from '../contract.js';
import { featuresAt } from '../features-at.js';
import { importance } from '../importance.js';
import { oncePer } from '../once-per.js';

/** How alike an item is to a given one: cosine of their features, rare ones weighing more (TF-IDF). */
export function similarTo(itemId: string): Scorer {
  return {
    name: 'similar',
    score({ catalog }, scores) {
      const seed = catalog.indexOf(itemId);
      if (seed < 0) return 0;
      const { offsets, values } = catalog;
      const { weights, lengths } = rarities(catalog);
      const wanted = new Float64Array(weights.length);
      for (const feature of featuresAt(catalog, seed)) wanted[feature] = weights[feature]!;
      let place = 0;
      for (let row = 0; row < scores.length; row++) {
        let product = 0;
        for (const end = offsets[row + 1]!; place < end; place++) product += wanted[values[place]!]!;
        scores[row] = product / lengths[row]!;
      }
      return 1;
    },
    reason({ catalog }) {
      const seed = itemOf(catalog, itemId);
      return seed && { kind: 'similar', itemId, text: `Like ${seed.title}` };
    },
  };
}

/**
 * By feature ln(1 + items / items with the feature) · importance²; by row the length of its vector. Rarity
 * counts once, not squared: a shared actor must not outweigh all genres.
 */
const rarities = oncePer(({ features, values, offsets, size }: Catalog) => {
  const counts = new Uint32Array(features.length);
  for (const feature of values) counts[feature]!++;
  const weights = Float64Array.from(
    counts,
    (count, feature) => Math.log(1 + size / count) * importance(features[feature]!) ** 2,
  );
  const lengths = Float64Array.from({ length: size }, (_, row) => {
    let length = 0;
    for (let place = offsets[row]!; place < offsets[row + 1]!; place++) length += weights[values[place]!]!;
    return Math.sqrt(length) || 1;
  });
  return { weights, lengths };
});

/** What the item model says of one item: the items it speaks for. */
export function neighboursOf(itemId: string): Scorer {
  return {
    name: 'neighbours',
    score({ catalog, model }, scores) {
      const seed = catalog.indexOf(itemId);
      if (!model || seed < 0) return 0;
      return model.neighbours.spread([{ index: seed }], () => 1, scores);
    },
    reason: similarTo(itemId).reason,
  };
}
