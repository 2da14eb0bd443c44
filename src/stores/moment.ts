import type { Catalog } from '../core/catalog.js';
import type { Demand } from '../core/demand.js';
import type { ItemModel } from '../core/item-model/item-model.js';
import type { Profile } from '../core/profile.js';
import type { RankingContext } from '../core/ranking/contract.js';
import { oncePer } from '../core/ranking/once-per.js';

/** How long a context may be used, in ms: its time stands still. */
const LONGEST = 1000;

/** What the ranking uses once it has come. */
export interface Late {
  model: ItemModel;
  demand: Demand;
}

/** Gives something for a catalog. */
export type ForCatalog<T> = (catalog: Catalog) => T;

export interface MomentOptions {
  catalog: () => Catalog;
  profile: () => Profile;
  /** ms */
  now: () => number;
  /** Whether somebody looks at a list. */
  isShown: () => boolean;
  /** Told what a ranking of the site's own threw. */
  onFailure?: (cause: unknown) => void;
}

/** The one context that everything is ranked in for as long as nothing changes. */
export interface Moment {
  context(): RankingContext;
  /** Something has changed: what was computed so far is not used again. */
  end(): void;
  /**
   * Something has come. It moves no list that is looked at: there it counts from the next `admit` on.
   *
   * @throws what giving it for the present catalog throws; then it has not come
   */
  bring<K extends keyof Late>(kind: K, given: ForCatalog<Late[K]>): void;
  /** Something has happened after which lists may move. */
  admit(): void;
}

export function createMoment({ catalog, profile, now, isShown, onFailure }: MomentOptions): Moment {
  let current: RankingContext | undefined;
  let used: { [K in keyof Late]?: ForCatalog<Late[K]> } = {};
  let waiting: typeof used = {};

  const end = () => {
    current = undefined;
  };
  const admit = () => {
    used = { ...used, ...waiting };
    waiting = {};
    end();
  };
  return {
    context() {
      const time = now();
      if (!current || Math.abs(time - current.now) > LONGEST) {
        if (!isShown()) admit();
        const items = catalog();
        const { model, demand } = used;
        current = {
          catalog: items,
          profile: profile(),
          now: time,
          model: model?.(items),
          demand: demand?.(items),
          onFailure,
        };
      }
      return current;
    },
    end,
    bring(kind, given) {
      const bound = oncePer(given);
      // Now, not in the frame that first uses it.
      bound(catalog());
      waiting = { ...waiting, [kind]: bound };
      end();
    },
    admit,
  };
}
