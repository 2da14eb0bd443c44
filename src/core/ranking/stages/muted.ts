import { registered } from '../../profile.js';
import type { Filter } from '../contract.js';
import { featuresAt } from '../features-at.js';

/** Keeps out items with a feature the visitor has muted. */
export const muted: Filter = {
  name: 'muted',
  prepare({ catalog, profile }) {
    const features = new Set<number>();
    for (const feature of profile.registers.muted.keys())
      if (registered(profile, 'muted', feature)?.type === 'mute')
        features.add(catalog.featureIndexOf(feature));
    return (index) => !features.size || !featuresAt(catalog, index).some((feature) => features.has(feature));
  },
};
