import type { Catalog } from '../../catalog.js';
import type { Profile } from '../../profile.js';
import { because } from '../because.js';
import type { Scorer } from '../contract.js';
import { featuresAt } from '../features-at.js';
import { historyOf } from '../history.js';
import { importance } from '../importance.js';
import { oncePer } from '../once-per.js';

/** By row 1 / √(number of features); by feature its importance and room for a weight. */
const tables = oncePer(({ size, offsets, features }: Catalog) => ({
  scales: Float64Array.from(
    { length: size },
    (_, row) => 1 / Math.sqrt(offsets[row + 1]! - offsets[row]! || 1),
  ),
  importances: Float64Array.from(features, importance),
  weights: new Float64Array(features.length),
  rowsOf: oncePer((_: Profile['sums']): number[] => []),
}));

/**
 * The visitor's affinities for an item's features, by namespace importance, over √(number of features) so
 * that richly described items do not win by length.
 *
 * Decay scales every sum alike, so undecayed sums give the same order.
 */
export const affinity: Scorer = {
  name: 'affinity',
  score({ catalog, profile }, scores) {
    const { offsets, values } = catalog;
    const { scales, importances, weights, rowsOf } = tables(catalog);
    // Features stay in the order in which they came: their rows are looked up once.
    const rows = rowsOf(profile.sums);
    weights.fill(0);
    let known = 0;
    let i = 0;
    for (const [feature, sum] of profile.sums) {
      const row = (rows[i++] ??= catalog.featureIndexOf(feature));
      if (row < 0 || !sum) continue;
      weights[row] = sum * importances[row]!;
      known = 1;
    }
    let place = 0;
    for (let row = 0; known && row < scores.length; row++) {
      const end = offsets[row + 1]!;
      let sum = 0;
      for (; place < end; place++) sum += weights[values[place]!]!;
      scores[row] = sum * scales[row]!;
    }
    return known;
  },
  reason(context, index) {
    const { catalog, profile } = context;
    let feature: string | undefined;
    let most = 0;
    for (const row of featuresAt(catalog, index)) {
      const key = catalog.features[row]!;
      const weight = (profile.sums.get(key) ?? 0) * importance(key);
      if (weight > most) [feature, most] = [key, weight];
    }
    if (feature === undefined) return undefined;
    // The newest other item that raised the feature, where there is one.
    const raised = historyOf(context).find(
      ({ index: other, row }) => other !== index && row.weight > 0 && row.features.includes(feature),
    );
    return raised
      ? { ...because(catalog, raised.row), feature }
      : { kind: 'feature', feature, text: `Because you like ${feature.slice(feature.indexOf(':') + 1)}` };
  },
};
