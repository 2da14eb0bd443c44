import type { Catalog, Recommendation } from '../src/core/index.js';

/** A recommendation as the documented contract writes it. */
export interface Movie {
  /** As the catalog's source has it. */
  id: string | number;
  title: string;
  /** At most 200 characters and "…"; empty where there is none. */
  plot: string;
  release_year: number | null;
  poster_url: string;
  genres: readonly string[];
  /** One decimal; 0 where unknown. */
  average_rating: number;
  score: number;
  reason: string;
}

const PLOT_LENGTH = 200;

export function movieOf(catalog: Catalog, { item, score, reason }: Recommendation): Movie {
  return {
    id: catalog.sourceId(catalog.indexOf(item.id)),
    title: item.title,
    plot: shortened(item.attributes?.plot ?? item.attributes?.description),
    release_year: item.year ?? null,
    poster_url: item.image ?? '',
    genres: item.genres ?? [],
    average_rating: rounded(item.averageRating ?? 0, 1),
    score: rounded(score, 4),
    reason: reason.text,
  };
}

function shortened(plot: unknown): string {
  if (typeof plot !== 'string') return '';
  // By code points: half an emoji is no text.
  const characters = Array.from(plot.slice(0, 2 * PLOT_LENGTH + 2));
  return characters.length > PLOT_LENGTH ? `${characters.slice(0, PLOT_LENGTH).join('')}…` : plot;
}

/** A number with at most so many decimals. */
export function rounded(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
