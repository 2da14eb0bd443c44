import type { Catalog } from '../../src/core/index.js';
import type { Ratings } from '../training/ratings.js';
import type { TrainOptions } from '../training/train-model.js';
import { mean, qualityOf, type Quality } from './metrics.js';
import { BASELINES, shipped, without, type RecommenderOf } from './recommenders.js';
import { FOLDS, newVisitorSplit, nextItemSplit } from './splits.js';
import { prepareTrial, type Trial } from './trial.js';

export type Protocol = 'next-item' | 'new-visitor';

export interface ModelQuality extends Quality {
  /** Share of the items that come up in anybody's first ten. */
  coverage10: number;
  /** What a browser loads for it, after gzip. */
  kb: number;
}

export interface Evaluation {
  protocol: Protocol;
  models: Record<string, ModelQuality>;
}

export interface EvaluateOptions extends TrainOptions {
  protocol: Protocol;
  /** Measures on validation data instead, for choosing settings. */
  validation?: boolean;
  /** Told how many of the protocol's parts are trained. */
  onTrial?: (done: number, total: number) => void;
}

/** The stages whose worth is measured by leaving them out. */
const ABLATED = ['neighbours', 'sequence', 'affinity', 'popularity', 'diversity'];

/** What is compared: the product as it is shipped, baselines, and the product without one of its parts. */
const MODELS: ReadonlyMap<string, RecommenderOf> = new Map([
  ['default', shipped()],
  ...BASELINES,
  ['without-model', shipped(undefined, false)],
  ...ABLATED.map((name) => [`without-${name}`, shipped(without(name))] as const),
]);

/**
 * Measures the ranking the way it is shipped: a model trained, written, read back, and asked by `recommend()`.
 *
 * @returns no models where there is nobody to ask
 */
export async function evaluate(
  ratings: Ratings,
  items: Catalog,
  options: EvaluateOptions,
): Promise<Evaluation> {
  const { protocol } = options;
  const found = new Map<string, { qualities: Quality[]; coverage: number[]; kb: number[] }>();
  for await (const trial of trialsOf(ratings, items, options))
    for (const [name, recommenderOf] of MODELS) {
      const { qualities, coverage, kb } = found.get(name) ?? { qualities: [], coverage: [], kb: [] };
      const measured = measure(trial, recommenderOf);
      for (const quality of measured.qualities) qualities.push(quality);
      coverage.push(measured.coverage);
      kb.push(usesModel(name) ? trial.kB : 0);
      found.set(name, { qualities, coverage, kb });
    }
  if (![...found.values()].some(({ qualities }) => qualities.length)) return { protocol, models: {} };
  const models = [...found].map(([name, { qualities, coverage, kb }]): [string, ModelQuality] => [
    name,
    { ...meanQuality(qualities), coverage10: mean(coverage), kb: mean(kb) },
  ]);
  return { protocol, models: Object.fromEntries(models) };
}

/** The protocol's parts one after another, each trained anew. */
export async function* trialsOf(
  ratings: Ratings,
  items: Catalog,
  { protocol, validation = false, onTrial, ...options }: EvaluateOptions,
): AsyncGenerator<Trial> {
  const isNew = protocol === 'new-visitor';
  const total = isNew ? FOLDS : 1;
  for (let fold = 0; fold < total; fold++) {
    onTrial?.(fold, total);
    const split = isNew ? newVisitorSplit(ratings, fold, validation) : nextItemSplit(ratings, validation);
    yield await prepareTrial(ratings, items, split, isNew, options);
  }
  onTrial?.(total, total);
}

/** What a recommender's lists are worth, visitor by visitor, and the share of items in their first tens. */
export function measure(
  trial: Trial,
  recommenderOf: RecommenderOf,
): { qualities: Quality[]; coverage: number } {
  const recommend = recommenderOf(trial);
  const seen = new Set<number>();
  const qualities = trial.visitors.map((visitor) => {
    const list = recommend(visitor);
    for (const row of list.slice(0, 10)) seen.add(row);
    return qualityOf(list, visitor.targets, trial.facts);
  });
  return { qualities, coverage: seen.size / trial.catalog.size };
}

export function meanQuality(qualities: readonly Quality[]): Quality {
  const names = Object.keys(qualities[0] ?? {}) as (keyof Quality)[];
  return Object.fromEntries(
    names.map((name) => [name, mean(qualities.map((it) => it[name]))]),
  ) as unknown as Quality;
}

function usesModel(name: string): boolean {
  return name !== 'without-model' && !BASELINES.has(name);
}
