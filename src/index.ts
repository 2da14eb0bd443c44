export type { Attune, Change, ListEntry, ListSource, OnError, Status, TrackDetails } from './attune.js';
export { capture } from './capture/capture.js';
export type { Sensed, Sensor, SensorOptions } from './capture/contract.js';
export { createAttune, type AttuneOptions, type Platform } from './client.js';
export type { Carousel } from './core/carousels.js';
export type { Catalog, Item } from './core/catalog.js';
export type { Context, Interaction, Key } from './core/contract.js';
export { AttuneError, type AttuneErrorCode } from './core/error.js';
export type { Insights } from './core/insights.js';
export type { InteractionType } from './core/interactions.js';
export type {
  Filter,
  Ranker,
  RankingContext,
  Reason,
  Recommendation,
  Reranker,
  Scored,
  Scorer,
  Shares,
  Stages,
} from './core/ranking/contract.js';
export type { Ranking } from './core/ranking/recommend.js';
export { DEFAULT_STAGES } from './core/ranking/sources.js';
export type { JournalStorage } from './journal/contract.js';
export type { CatalogSource } from './load-catalog.js';
export { $attune } from './stores/current.js';
export type { Transport } from './sync/contract.js';
