import { insightsOf, type Insights } from '../../src/core/index.js';
import type { AdapterParts, AdapterRequest } from '../adapter-context.js';
import { rounded } from '../movie.js';

/** `GET user-insights`: what is known of this visitor. */
export function userInsights({ profiles, now }: AdapterParts) {
  return async (c: AdapterRequest) => {
    const { identity } = c.var;
    const at = now();
    const { profile } = await profiles.of(identity, at);
    const insights = insightsOf(profile, at);
    if (insights.lastUpdated === null && !insights.preferences.length)
      return c.json({ success: true, insights: { user_id: identity, new_user: true } });
    return c.json({ success: true, insights: documented(identity, insights) });
  };
}

function documented(identity: string | null, insights: Insights) {
  const genres = insights.preferences
    .filter(({ feature }) => feature.startsWith('genre:'))
    .map(({ feature, preference }) => [feature.slice('genre:'.length), rounded(preference, 4)] as const);
  return {
    user_id: identity,
    genre_preferences: Object.fromEntries(genres),
    recent_interactions: insights.recentInteractions,
    average_rating: rounded(insights.averageRating, 2),
    total_ratings: insights.totalRatings,
    last_updated: insights.lastUpdated === null ? null : new Date(insights.lastUpdated).toISOString(),
    preference_diversity: insights.diversity,
    engagement_score: rounded(insights.engagement, 4),
  };
}
