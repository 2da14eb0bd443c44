import { recentInteractions } from '../../profile.js';
import type { RankingContext, Reason, Scorer } from '../contract.js';
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
  reason(context, index) {
    const feature = strongest(context, index);
    return feature === undefined ? undefined : because(context, feature);
  },
};

function strongest({ catalog, profile }: RankingContext, index: number): string | undefined {
  let best: string | undefined;
  let most = 0;
  for (let f = catalog.offsets[index]!; f < catalog.offsets[index + 1]!; f++) {
    const feature = catalog.features[catalog.values[f]!]!;
    const weight = (profile.sums.get(feature) ?? 0) * importance(feature);
    if (weight > most) [best, most] = [feature, weight];
  }
  return best;
}

/** Names the newest item that raised the feature, where there is one, else the feature itself. */
function because({ catalog, profile }: RankingContext, feature: string): Reason {
  const row = recentInteractions(profile).find((it) => it.weight > 0 && it.features.includes(feature));
  const at = row?.itemId === undefined ? -1 : catalog.indexOf(row.itemId);
  if (row?.itemId !== undefined && at >= 0) {
    const verb = VERBS.get(row.type) ?? 'looked at';
    return {
      kind: 'item',
      itemId: row.itemId,
      feature,
      text: `Because you ${verb} ${catalog.item(at).title}`,
    };
  }
  return { kind: 'feature', feature, text: `Because you like ${feature.slice(feature.indexOf(':') + 1)}` };
}

const VERBS: ReadonlyMap<string, string> = new Map([
  ['rate', 'rated'],
  ['watchlist_add', 'saved'],
]);
