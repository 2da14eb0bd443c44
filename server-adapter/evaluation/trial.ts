import { gzipSync } from 'node:zlib';
import {
  bindModel,
  createCatalog,
  createProfile,
  DAY,
  decodeModel,
  featuresOf,
  fold,
  INTERACTIONS,
  itemOf,
  LANDMARK,
  weightOf,
  type Catalog,
  type ItemModel,
  type Profile,
} from '../../src/core/index.js';
import type { Positives } from '../training/positives.js';
import { likesIn, POSITIVE, type Ratings } from '../training/ratings.js';
import { trainingDataOf } from '../training/training-data.js';
import { trainModel, type TrainOptions } from '../training/train-model.js';
import type { ItemFacts } from './metrics.js';
import type { Split } from './splits.js';

/** The time at which recommendations are asked for; every visitor's history is moved to end just before it. */
export const NOW = LANDMARK + 1000 * DAY;

/** A visitor to recommend to. */
export interface Visitor {
  readonly profile: Profile;
  /** Catalog rows of what was liked. */
  readonly liked: readonly number[];
  /** Catalog rows that were rated, and are not to be recommended. */
  readonly rated: ReadonlySet<number>;
  /** Catalog rows to be found; some wanted items may not be in the catalog. */
  readonly targets: readonly number[];
}

/** One part of a protocol, ready to recommend: a catalog, the model read back from its file, visitors. */
export interface Trial {
  /** The items with a training positive, the most liked first. */
  readonly catalog: Catalog;
  readonly model: ItemModel;
  readonly positives: Positives;
  readonly facts: ItemFacts;
  readonly visitors: readonly Visitor[];
  /** The model's file after gzip, in kB. */
  readonly kB: number;
}

/**
 * @param drop whether wanted items without a training positive are dropped, as the new-visitor protocol has it;
 *   else they are misses
 */
export async function prepareTrial(
  ratings: Ratings,
  items: Catalog,
  split: Split,
  drop: boolean,
  options: TrainOptions = {},
): Promise<Trial> {
  const likes = likesIn(ratings, split.training);
  const liked = new Set(Array.from(likes.items, (item) => likes.itemIds[item]!));
  const known = createCatalog(items.ids.filter((id) => liked.has(id)).map((id) => itemOf(items, id)));
  const data = trainingDataOf(known, likes);
  const catalog = createCatalog(
    data.ids.map((id, row) => ({
      ...(itemOf(items, id) ?? { id, title: id }),
      popularity: data.counts[row]!,
    })),
  );
  const bytes = await trainModel(data, options);
  return {
    catalog,
    model: bindModel(decodeModel(bytes), catalog),
    positives: data.positives,
    facts: {
      genres: catalog.ids.map((_, row) => catalog.item(row).genres ?? []),
      likes: data.counts,
      userCount: new Set(likes.users).size,
    },
    visitors: visitorsOf(ratings, items, catalog, split, drop),
    kB: gzipSync(bytes).length / 1000,
  };
}

function visitorsOf(
  ratings: Ratings,
  items: Catalog,
  catalog: Catalog,
  { cases }: Split,
  drop: boolean,
): Visitor[] {
  const { itemIds, values, times } = ratings;
  const rowOf = (entry: number) => catalog.indexOf(itemIds[ratings.items[entry]!]!);
  const visitors: Visitor[] = [];
  for (const { history, targets } of cases) {
    const wanted = targets.map((item) => catalog.indexOf(itemIds[item]!)).filter((row) => !drop || row >= 0);
    if (!wanted.length) continue;
    const known = history.filter((entry) => !drop || rowOf(entry) >= 0);
    const last = Math.max(...known.map((entry) => times[entry]!));
    const profile = createProfile(INTERACTIONS);
    for (const [i, entry] of known.entries()) {
      const itemId = itemIds[ratings.items[entry]!]!;
      const value = Math.max(values[entry]!, 1);
      const item = itemOf(items, itemId);
      fold(profile, {
        type: 'rate',
        itemId,
        value,
        // The new visitor's history has no order: it all happened at once.
        at: NOW - 1 - (drop ? 0 : last - times[entry]!),
        weight: weightOf(INTERACTIONS, 'rate', value),
        features: item ? featuresOf(item) : [],
        writer: 'v'.repeat(22),
        seq: i + 1,
      });
    }
    visitors.push({
      profile,
      liked: known
        .filter((entry) => values[entry]! >= POSITIVE)
        .map(rowOf)
        .filter((row) => row >= 0),
      rated: new Set(known.map(rowOf)),
      targets: wanted,
    });
  }
  return visitors;
}
