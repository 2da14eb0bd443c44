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
  prepare({ catalog, profile }) {
    const out = new Uint8Array(catalog.size);
    for (const subjects of Object.values(profile.registers))
      for (const itemId of subjects.keys()) if (seenAs(profile, itemId)) out[catalog.indexOf(itemId)] = 1;
    return (index) => !out[index];
  },
};
