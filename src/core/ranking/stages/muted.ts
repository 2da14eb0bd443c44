import { registered } from '../../profile.js';
import type { Filter } from '../contract.js';

/** Keeps out items with a feature the visitor has muted. */
export const muted: Filter = {
  name: 'muted',
  prepare({ catalog, profile }) {
    const features = new Set<number>();
    for (const feature of profile.registers.muted.keys())
      if (registered(profile, 'muted', feature)?.type === 'mute')
        features.add(catalog.featureIndexOf(feature));
    if (!features.size) return () => true;
    return (index) => {
      for (let i = catalog.offsets[index]!; i < catalog.offsets[index + 1]!; i++)
        if (features.has(catalog.values[i]!)) return false;
      return true;
    };
  },
};
