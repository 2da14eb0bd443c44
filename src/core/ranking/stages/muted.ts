import { registered } from '../../profile.js';
import type { Filter } from '../contract.js';
import { having } from '../having.js';

/** Keeps out items with a feature the visitor has muted. */
export const muted: Filter = {
  name: 'muted',
  givesWay: true,
  exclude({ catalog, profile }, out) {
    for (const feature of profile.registers.muted.keys())
      if (registered(profile, 'muted', feature)?.type === 'mute')
        for (const row of having(catalog, feature)) out[row] = 1;
  },
};
