import { itemOf, type Catalog } from '../../catalog.js';
import { recentInteractions, type Profile } from '../../profile.js';
import type { Reason, Scorer } from '../contract.js';
import { featuresAt } from '../features-at.js';
import { importance } from '../importance.js';

/**
 * The visitor's affinities for an item's features, by namespace importance, over √(number of features) so
 * that richly described items do not win by length.
 *
 * Decay scales every sum alike, so undecayed sums give the same order.
 */
export const affinity: Scorer = {
  name: 'affinity',
  score({ catalog, profile }, candidates, scores) {
    const { offsets, values } = catalog;
    const weights = new Float64Array(catalog.features.length);
    for (const [feature, sum] of profile.sums) {
      const row = catalog.featureIndexOf(feature);
      if (row >= 0) weights[row] = sum * importance(feature);
    }
    for (let i = 0; i < candidates.length; i++) {
      const end = offsets[candidates[i]! + 1]!;
      const start = offsets[candidates[i]!]!;
      let sum = 0;
      for (let f = start; f < end; f++) sum += weights[values[f]!]!;
      scores[i] = sum / Math.sqrt(end - start || 1);
    }
  },
  reason({ catalog, profile }, index) {
    let feature: string | undefined;
    let most = 0;
    for (const row of featuresAt(catalog, index)) {
      const key = catalog.features[row]!;
      const weight = (profile.sums.get(key) ?? 0) * importance(key);
      if (weight > most) [feature, most] = [key, weight];
    }
    return feature === undefined ? undefined : because(catalog, profile, feature, catalog.ids[index]!);
  },
};

/** Names the newest other item that raised the feature, where there is one, else the feature itself. */
function because(catalog: Catalog, profile: Profile, feature: string, itemId: string): Reason {
  const row = recentInteractions(profile).find(
    (it) => it.weight > 0 && it.itemId !== itemId && it.features.includes(feature),
  );
  const item = itemOf(catalog, row?.itemId);
  return row && item
    ? {
        kind: 'item',
        itemId: item.id,
        feature,
        text: `Because you ${VERBS.get(row.type) ?? 'looked at'} ${item.title}`,
      }
    : { kind: 'feature', feature, text: `Because you like ${feature.slice(feature.indexOf(':') + 1)}` };
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['rate', 'rated'],
  ['watchlist_add', 'saved'],
]);
