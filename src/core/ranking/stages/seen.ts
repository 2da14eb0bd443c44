import { registered, type Profile } from '../../profile.js';
import type { Filter } from '../contract.js';

/** What the visitor has done with an item that keeps it out of lists. */
export type Seen = 'rated' | 'saved' | 'dismissed';

export function seenAs(profile: Profile, itemId: string): Seen | undefined {
  if (registered(profile, 'dismissed', itemId)) return 'dismissed';
  if (registered(profile, 'rating', itemId)) return 'rated';
  return registered(profile, 'watchlist', itemId)?.type === 'watchlist_add' ? 'saved' : undefined;
}

/** Keeps out what the visitor has rated, saved or dismissed. */
export const seen: Filter = {
  name: 'seen',
  givesWay: true,
  exclude({ catalog, profile }, out) {
    for (const subjects of Object.values(profile.registers))
      for (const itemId of subjects.keys()) {
        const row = catalog.indexOf(itemId);
        if (row >= 0 && seenAs(profile, itemId)) out[row] = 1;
      }
  },
};
