import type { Scorer } from '../contract.js';
import { hasAny } from '../features-at.js';

/** A time of the year in which some features are wanted. */
export interface Season {
  /** Shown as the reason: `Christmas`. */
  name: string;
  /** First and last day, `MM-DD`, both within; a season may pass the new year. In UTC. */
  from: string;
  to: string;
  /** Feature keys, `genre:Family`. */
  features: readonly string[];
}

/** Lifts items that have a feature of a season while it lasts. */
export function seasonal(seasons: readonly Season[]): Scorer {
  const current = (now: number) => {
    const day = new Date(now).toISOString().slice(5, 10);
    return seasons.filter(({ from, to }) =>
      from <= to ? from <= day && day <= to : day >= from || day <= to,
    );
  };
  return {
    name: 'seasonal',
    score({ catalog, now }, scores) {
      const wanted = current(now).flatMap(({ features }) => features.map(catalog.featureIndexOf));
      if (!wanted.length) return 0;
      for (let row = 0; row < scores.length; row++) scores[row] = hasAny(catalog, row, wanted) ? 1 : 0;
      return 1;
    },
    reason({ catalog, now }, index) {
      const season = current(now).find(({ features }) =>
        hasAny(catalog, index, features.map(catalog.featureIndexOf)),
      );
      return season && { kind: 'seasonal', text: `For ${season.name}` };
    },
  };
}
