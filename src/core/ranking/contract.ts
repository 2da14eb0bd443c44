import type { Catalog, Item } from '../catalog.js';
import type { Profile } from '../profile.js';

/** Why an item is where it is. */
export interface Reason {
  kind: 'feature' | 'item' | 'popular' | 'new' | 'similar' | 'listed';
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

/** All that a stage may look at. */
export interface RankingContext {
  readonly catalog: Catalog;
  readonly profile: Profile;
  /** ms */
  readonly now: number;
}

/** Decides which items may enter a list. */
export interface Filter {
  readonly name: string;
  /** Called once per ranking; the answer is asked per catalog row. */
  prepare(context: RankingContext): (index: number) => boolean;
}

/** Gives every candidate a number; the pipeline brings them to 0…1. */
export interface Scorer {
  readonly name: string;
  /** Fills `scores[i]` for `candidates[i]`. */
  score(context: RankingContext, candidates: Uint32Array, scores: Float64Array): void;
  /** Why it rates this catalog row highly; undefined where it does not. */
  reason(context: RankingContext, index: number): Reason | undefined;
}

/** A candidate with its blended score. */
export interface Scored {
  /** Catalog row. */
  readonly index: number;
  /** 0…1 */
  readonly score: number;
}

/** Re-arranges the best candidates, which come best first; returns the first `limit` of its own order. */
export interface Reranker {
  readonly name: string;
  rerank(context: RankingContext, best: readonly Scored[], limit: number): Scored[];
}

/** A scorer's share of the blend by how much is known: fewer than 5 interactions, fewer than 50, more. */
export type Shares = readonly [few: number, some: number, many: number];

/** The whole pipeline as a value. */
export interface Stages {
  readonly filters: readonly Filter[];
  readonly scorers: readonly (readonly [scorer: Scorer, shares: Shares])[];
  readonly rerankers: readonly Reranker[];
}
