import type { Catalog } from '../../src/core/index.js';
import { importance } from '../../src/core/ranking/importance.js';
import type { Features } from './content.js';
import type { Likes } from './likes.js';
import { positivesOf } from './positives.js';
import type { TrainingData } from './train-model.js';

/**
 * Numbers items for training, the most liked first, and gathers their likes and features. Liked items that
 * the catalog lacks are trained on too.
 */
export function trainingDataOf(catalog: Catalog, likes: Likes): TrainingData & { counts: Uint32Array } {
  const { itemIds, items } = likes;
  const liked = new Uint32Array(itemIds.length);
  for (const item of items) liked[item]!++;
  const byLikes = [...liked.keys()]
    .filter((item) => liked[item])
    .sort((a, b) => liked[b]! - liked[a]! || (itemIds[a]! < itemIds[b]! ? -1 : 1));
  const numbers = new Uint32Array(itemIds.length);
  for (const [number, item] of byLikes.entries()) numbers[item] = number;
  const known = new Set(byLikes.map((item) => itemIds[item]!));
  const ids = [...known, ...catalog.ids.filter((id) => !known.has(id))];
  const counts = new Uint32Array(ids.length);
  for (const [number, item] of byLikes.entries()) counts[number] = liked[item]!;
  return {
    ids,
    counts,
    positives: positivesOf(likes, numbers, byLikes.length),
    features: featuresFor(catalog, ids),
  };
}

function featuresFor(catalog: Catalog, ids: readonly string[]): Features {
  const offsets = new Uint32Array(ids.length + 1);
  const values: number[] = [];
  for (const [number, id] of ids.entries()) {
    const row = catalog.indexOf(id);
    if (row >= 0)
      for (let at = catalog.offsets[row]!; at < catalog.offsets[row + 1]!; at++)
        values.push(catalog.values[at]!);
    offsets[number + 1] = values.length;
  }
  return {
    count: catalog.features.length,
    offsets,
    values: Uint32Array.from(values),
    importance: Float64Array.from(catalog.features, importance),
  };
}
