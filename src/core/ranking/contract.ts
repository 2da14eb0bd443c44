import type { Catalog, Item } from '../catalog.js';
import type { Demand } from '../demand.js';
import type { ItemModel } from '../item-model/item-model.js';
import type { Profile } from '../profile.js';

/** Why an item is where it is. */
export interface Reason {
  kind:
    | 'item'
    | 'feature'
    | 'similar'
    | 'popular'
    | 'trending'
    | 'new'
    | 'seasonal'
    | 'rule'
    | 'pinned'
    | 'again'
    | 'saved'
    | 'listed';
  /** For `feature`: the feature key. */
  feature?: string;
  /** For `item` and `similar`: the item it is because of. */
  itemId?: string;
  /** In English, ready to show. */
  text: string;
}

export interface Recommendation {
  item: Item;
  /** Comparable within one list only; rounded to 1e-9. */
  score: number;
  reason: Reason;
  /** What each scorer added, by its name. */
  contributions: Readonly<Record<string, number>>;
}

/**
 * All that a stage may look at, as of one moment: what was computed for a context is used again for every list
 * that is ranked in it, so a change of catalog, profile or model needs a new one.
 */
export interface RankingContext {
  readonly catalog: Catalog;
  readonly profile: Profile;
  /** ms */
  readonly now: number;
  /** The trained item model, where there is one. */
  readonly model?: ItemModel | undefined;
  /** What the site's visitors did lately, where a server counts it. */
  readonly demand?: Demand | undefined;
  /** Told what a ranking of the site's own threw: the default one ranks instead. Without it, it is thrown on. */
  readonly onFailure?: ((cause: unknown) => void) | undefined;
}

/** Decides which items may not enter a list. */
export interface Filter {
  readonly name: string;
  /** Whether it gives way where it would leave nothing at all to show. */
  readonly givesWay?: boolean;
  /** Sets `out[row]` to 1 for the catalog rows to keep out; never back to 0. */
  exclude(context: RankingContext, out: Uint8Array): void;
}

/** Gives every item a number; the pipeline brings them to 0…1 over the items that may enter. */
export interface Scorer {
  readonly name: string;
  /**
   * Fills `scores[row]`, all 0 before, for the rows of the catalog; more is better.
   *
   * @returns how much of its share it takes, 0…1: less where it is less sure, 0 where it has nothing to say
   */
  score(context: RankingContext, scores: Float64Array): number;
  /** Why it rates this catalog row highly; undefined where it does not. */
  reason(context: RankingContext, index: number): Reason | undefined;
}

/** A candidate with its blended score. */
export interface Scored {
  /** Catalog row. */
  readonly index: number;
  /** 0…1 */
  readonly score: number;
  /** Instead of what the scorers say. */
  readonly reason?: Reason | undefined;
}

/** The best candidates beyond the ones at hand, best first: only those that are admitted. */
export type More = (count: number, admits: (index: number) => boolean) => Scored[];

/** Re-arranges the best candidates, which come best first; returns the first `limit` of its own order. */
export interface Reranker {
  readonly name: string;
  rerank(context: RankingContext, best: readonly Scored[], limit: number, more: More): Scored[];
}

/** A scorer's share of the blend by how much is known: fewer than 5 interactions, fewer than 50, more. */
export type Shares = readonly [few: number, some: number, many: number];

/** The whole pipeline as a value. */
export interface Stages {
  readonly filters: readonly Filter[];
  readonly scorers: readonly (readonly [scorer: Scorer, shares: Shares])[];
  readonly rerankers: readonly Reranker[];
}

/**
 * A ranking of a site's own in place of the pipeline: the best of the candidates (catalog rows that may enter
 * the list), best first.
 */
export type Ranker = (context: RankingContext, candidates: Uint32Array, limit: number) => Scored[];
