import type { Catalog } from '../catalog.js';
import { recentInteractions } from '../profile.js';
import type { RankingContext, Reason, Recommendation, Scored, Scorer, Stages } from './contract.js';
import { oncePer } from './once-per.js';
import { top } from './top.js';

/** Candidates that rerankers choose from, per result asked for. */
const POOL_FACTOR = 3;
const LEAST_POOL = 60;

export interface RankOptions {
  /** How many results; all candidates where it is larger. */
  limit: number;
  stages: Stages;
  /** Catalog rows to choose from; the whole catalog by default. */
  candidates?: Uint32Array | undefined;
  /** Whether items that the filters keep out are ranked all the same, and nothing is re-arranged. */
  all?: boolean | undefined;
}

/**
 * The best candidates, best first: filters, then scorers blended by evidence, then rerankers. Where the whole
 * catalog is filtered out, the filters that give way do so.
 *
 * Lists ranked in one context share filters and scores.
 */
export function rank(context: RankingContext, options: RankOptions): Recommendation[] {
  const { catalog } = context;
  const { limit, stages, candidates, all } = options;
  const blend = blended(context, stages);
  const out = all ? NOTHING(catalog) : blend.out;
  const rerankers = all ? [] : stages.rerankers;
  const pool = rerankers.length ? Math.max(limit * POOL_FACTOR, LEAST_POOL) : limit;
  let best = top(blend.scores, catalog.ids, pool, out, candidates);
  if (!best.length && !candidates && stages.filters.some(({ givesWay }) => givesWay))
    return rank(context, { limit, stages: unfiltered(stages) }).map((it) => ({ ...it, reason: AGAIN }));
  for (const { rerank } of rerankers)
    best = rerank(context, best, limit, (count, admits) =>
      top(blend.scores, catalog.ids, count, out, rowsThat(catalog.size, admits, candidates)),
    );
  return best.slice(0, limit).map((scored) => explained(context, blend, scored));
}

const unfiltered = oncePer((stages: Stages): Stages => ({
  ...stages,
  filters: stages.filters.filter(({ givesWay }) => !givesWay),
}));

const AGAIN: Reason = { kind: 'again', text: 'You know this one already' };

/** What every list that is ranked in one context with the same stages has in common. */
interface Blend {
  context: RankingContext | undefined;
  /** 1 for rows that the filters keep out. */
  readonly out: Uint8Array;
  readonly scores: Float64Array;
  readonly parts: readonly Part[];
}

/** A scorer's column, and how it is brought to its share. */
interface Part {
  readonly scorer: Scorer;
  readonly column: Float64Array;
  low: number;
  /** Over the rows that may enter. */
  mean: number;
  /** 0 where it says nothing. */
  scale: number;
}

const blends = oncePer((_: Catalog) => new WeakMap<Stages, Blend>());

const NOTHING = oncePer(({ size }: Catalog) => new Uint8Array(size));

function blended(context: RankingContext, stages: Stages): Blend {
  const { catalog } = context;
  const known = blends(catalog);
  let blend = known.get(stages);
  if (!blend) {
    const { size } = catalog;
    const parts = stages.scorers.map(([scorer]): Part => ({
      scorer,
      column: new Float64Array(size),
      low: 0,
      mean: 0,
      scale: 0,
    }));
    blend = { context: undefined, out: new Uint8Array(size), scores: new Float64Array(size), parts };
    known.set(stages, blend);
  }
  if (blend.context !== context) fill(blend, context, stages);
  return blend;
}

function fill(blend: Blend, context: RankingContext, { filters, scorers }: Stages): void {
  const { out, scores, parts } = blend;
  // Should a stage throw, nothing half done is taken for the answer.
  blend.context = undefined;
  out.fill(0);
  for (const filter of filters) filter.exclude(context, out);
  scores.fill(0);
  const known = recentInteractions(context.profile, 50).length;
  const evidence = known < 5 ? 0 : known < 50 ? 1 : 2;
  const total = scorers.reduce((sum, [, shares]) => sum + shares[evidence], 0) || 1;
  for (const [i, part] of parts.entries()) {
    const { scorer, column } = part;
    const share = scorers[i]![1][evidence] / total;
    column.fill(0);
    const sure = share && scorer.score(context, column);
    part.scale = 0;
    if (!(sure > 0)) continue;
    scaleTo(part, share * Math.min(sure, 1), out);
    if (part.scale) addTo(scores, part);
  }
  blend.context = context;
}

/** Finds what brings a column to 0…`most` over the rows that may enter; nothing where they are equal. */
function scaleTo(part: Part, most: number, out: Uint8Array): void {
  const { column } = part;
  let low = Infinity;
  let high = -Infinity;
  let sum = 0;
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    let score = column[row]!;
    // What is not a finite number counts as nothing.
    if (score - score !== 0) score = column[row] = 0;
    if (out[row]) continue;
    if (score < low) low = score;
    if (score > high) high = score;
    sum += score;
    count++;
  }
  part.low = low;
  part.mean = sum / count;
  part.scale = high > low ? most / (high - low) : 0;
}

function addTo(scores: Float64Array, { column, low, scale }: Part): void {
  for (let row = 0; row < column.length; row++) scores[row]! += (column[row]! - low) * scale;
}

function rowsThat(size: number, admits: (index: number) => boolean, candidates?: Uint32Array): Uint32Array {
  const rows: number[] = [];
  const length = candidates?.length ?? size;
  for (let i = 0; i < length; i++) {
    const row = candidates ? candidates[i]! : i;
    if (admits(row)) rows.push(row);
  }
  return Uint32Array.from(rows);
}

/** A reason of the visitor's own is given where it lifts the item at least so much as the strongest one does. */
const PERSONAL = 0.5;

function explained(
  context: RankingContext,
  { parts }: Blend,
  { index, score, reason }: Scored,
): Recommendation {
  const contributions: Record<string, number> = {};
  for (const { scorer, column, low, scale } of parts)
    contributions[scorer.name] = scale && (column[index]! - low) * scale;
  return {
    item: context.catalog.item(index),
    score,
    reason: reason ?? reasonFor(context, parts, index) ?? LISTED,
    contributions,
  };
}

/**
 * Why an item is where it is: what lifts it most above the average one. An item or feature of the visitor's own
 * says more than that many others like it, too.
 */
function reasonFor(context: RankingContext, parts: readonly Part[], index: number): Reason | undefined {
  const lifts = parts
    .filter(({ scale }) => scale)
    .map(({ scorer, column, mean, scale }) => ({ scorer, lift: (column[index]! - mean) * scale }))
    .sort((a, b) => b.lift - a.lift);
  let strongest: Reason | undefined;
  let least = 0;
  for (const { scorer, lift } of lifts) {
    if (strongest && lift < least) break;
    const reason = scorer.reason(context, index);
    if (reason?.kind === 'item' || reason?.kind === 'feature') return reason;
    if (strongest || !reason) continue;
    strongest = reason;
    least = Math.max(lift * PERSONAL, 0);
  }
  return strongest;
}

export const LISTED: Reason = { kind: 'listed', text: 'In this list' };
