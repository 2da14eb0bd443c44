import type { Catalog } from '../../catalog.js';
import { growth } from '../../decay.js';
import type { Profile } from '../../profile.js';
import { because } from '../because.js';
import type { Scorer } from '../contract.js';
import { featuresAt } from '../features-at.js';
import { historyOf, type Visited } from '../history.js';
import { importance } from '../importance.js';
import { oncePer } from '../once-per.js';

/** By row 1 / √(number of features); by feature its importance and room for weights. */
const tables = oncePer(({ size, offsets, features }: Catalog) => ({
  scales: Float64Array.from(
    { length: size },
    (_, row) => 1 / Math.sqrt(offsets[row + 1]! - offsets[row]! || 1),
  ),
  importances: Float64Array.from(features, importance),
  weights: new Float64Array(features.length),
  wanted: new Float64Array(features.length),
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
  /** Names the item of the history or, where that says more, the feature of all of it that adds most. */
  reason(context, index) {
    const { catalog, profile } = context;
    const { offsets, values } = catalog;
    const { importances, wanted } = tables(catalog);
    let feature = -1;
    let most = 0;
    for (const row of featuresAt(catalog, index)) {
      wanted[row] = importances[row]!;
      const weight = (profile.sums.get(catalog.features[row]!) ?? 0) * importances[row]!;
      if (weight > most) [feature, most] = [row, weight];
    }
    let liked: Visited | undefined;
    let best = 0;
    for (const visited of historyOf(context)) {
      let shared = 0;
      for (let place = offsets[visited.index]!; place < offsets[visited.index + 1]!; place++)
        shared += wanted[values[place]!]!;
      const weight = shared * visited.row.weight * growth(visited.row.at);
      if (weight > best && visited.index !== index) [liked, best] = [visited, weight];
    }
    for (const row of featuresAt(catalog, index)) wanted[row] = 0;
    // One item adds by all of its features, and rounding must not decide where it is the only one.
    if (liked && best > most * (1 - 1e-9)) return because(context, liked);
    const key = catalog.features[feature];
    return key === undefined
      ? undefined
      : { kind: 'feature', feature: key, text: `Because you like ${key.slice(key.indexOf(':') + 1)}` };
  },
};
