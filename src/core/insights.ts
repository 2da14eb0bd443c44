import { affinity, DAY, preference } from './decay.js';
import { registered, isUndone, type Profile } from './profile.js';

/** What is known of a visitor, for people to look at. */
export interface Insights {
  /** Strongest first. */
  preferences: readonly { feature: string; affinity: number; preference: number }[];
  /** Interactions of the last 30 days, by type. */
  recentInteractions: Readonly<Record<string, number>>;
  /** Mean of the ratings that count; 0 without any. */
  averageRating: number;
  totalRatings: number;
  /** Items on the watchlist, newest first. */
  watchlist: readonly string[];
  /** Time of the newest interaction; null without any. */
  lastUpdated: number | null;
  /** Genres anything is known of. */
  diversity: number;
  /** Sum of the genre preferences. */
  engagement: number;
}

/** Reads a profile as of `now` (ms). */
export function insightsOf(profile: Profile, now: number): Insights {
  const preferences = [...profile.sums]
    .map(([feature, sum]) => ({
      feature,
      affinity: affinity(sum, now),
      preference: preference(affinity(sum, now)),
    }))
    .sort((a, b) => b.affinity - a.affinity || (a.feature < b.feature ? -1 : 1));
  const genres = preferences.filter((it) => it.feature.startsWith('genre:'));
  const ratings = counting(profile, 'rating');
  const recent = new Map<string, number>();
  let lastUpdated: number | null = null;
  for (const row of profile.rows.values()) {
    if (isUndone(profile, row)) continue;
    lastUpdated = Math.max(lastUpdated ?? 0, row.at);
    if (row.at > now - 30 * DAY) recent.set(row.type, (recent.get(row.type) ?? 0) + 1);
  }
  return {
    preferences,
    recentInteractions: Object.fromEntries(recent),
    averageRating: ratings.reduce((sum, row) => sum + (row.value ?? 0), 0) / (ratings.length || 1),
    totalRatings: ratings.length,
    watchlist: counting(profile, 'watchlist')
      .filter((row) => row.type === 'watchlist_add')
      .sort((a, b) => b.at - a.at)
      .map((row) => row.itemId ?? ''),
    lastUpdated,
    diversity: genres.length,
    engagement: genres.reduce((sum, it) => sum + it.preference, 0),
  };
}

function counting(profile: Profile, register: 'rating' | 'watchlist') {
  return [...profile.registers[register].keys()]
    .map((subject) => registered(profile, register, subject))
    .filter((row) => row !== undefined);
}
