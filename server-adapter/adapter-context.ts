import type { Context } from 'hono';
import type { Catalog, InteractionTable, Ranking } from '../src/core/index.js';
import type { AnswerCache } from './answer-cache.js';
import type { Backend } from './backend.js';
import type { DemandHolder } from './demand.js';
import type { ItemModelHolder } from './item-model.js';
import type { createProfiles } from './profiles.js';
import type { Tokens } from './tokens.js';

/** Told of what went wrong inside; never given a token, a secret or what a visitor sent. */
export type Log = (message: string, cause?: unknown) => void;

/** All that the routes share. */
export interface AdapterParts {
  readonly backend: Backend;
  readonly catalog: Catalog;
  readonly table: InteractionTable;
  readonly tokens: Tokens;
  readonly profiles: ReturnType<typeof createProfiles>;
  readonly answers: AnswerCache;
  readonly ranking: Ranking | undefined;
  readonly model: ItemModelHolder;
  readonly demand: DemandHolder;
  /** Seconds. */
  readonly recommendationCacheTimeout: number;
  readonly genreCarouselCacheTimeout: number;
  readonly now: () => number;
  readonly log: Log;
}

/** What the identity middleware has found out about a request. */
export interface AdapterEnv {
  Variables: {
    /** The authenticated identity; null where there is none. */
    identity: string | null;
    /** Its token should be replaced by a younger one. */
    stale: boolean;
  };
}

export type AdapterRequest = Context<AdapterEnv>;
