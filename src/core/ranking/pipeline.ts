import { recentInteractions } from '../profile.js';
import type { RankingContext, Reason, Recommendation, Scored, Stages } from './contract.js';
import { perCatalog } from './per-catalog.js';
import { top } from './top.js';

/** Candidates that rerankers choose from, per result asked for. */
const POOL_FACTOR = 3;
const LEAST_POOL = 60;

export interface RankOptions {
  /** How many results; all candidates where it is larger. */
  limit: number;
  /** Catalog rows to choose from; the whole catalog by default. */
  candidates?: Uint32Array | undefined;
  stages: Stages;
}

/**
 * The best candidates, best first: filters, then scorers blended by evidence, then rerankers.
 *
 * Scores are rounded to 1e-9 and equal ones ordered by id, so that the same input gives the same order in
 * every engine.
 */
export function rank(context: RankingContext, options: RankOptions): Recommendation[] {
  const { catalog } = context;
  const { limit, stages } = options;
  let candidates = options.candidates ?? allRows(catalog);
  for (const filter of stages.filters) candidates = candidates.filter(filter.prepare(context));
  const { scores, parts } = blend(context, candidates, stages);
  const pool = stages.rerankers.length ? Math.max(limit * POOL_FACTOR, LEAST_POOL) : limit;
  const id = (place: number) => catalog.ids[candidates[place]!]!;
  const places = top(scores, pool, (a, b) => (id(a) < id(b) ? -1 : 1));
  const placeOf = new Map(places.map((place) => [candidates[place]!, place]));
  let best = [...placeOf].map(([index, place]): Scored => ({ index, score: scores[place]! }));
  for (const reranker of stages.rerankers) best = reranker.rerank(context, best, limit);
  return best.slice(0, limit).map(({ index, score }) => {
    const place = placeOf.get(index)!;
    const shares = stages.scorers.map(([scorer], i) => ({ scorer, share: parts[i]![place]! }));
    const contributions = Object.fromEntries(shares.map(({ scorer, share }) => [scorer.name, share]));
    let reason: Reason | undefined;
    for (const { scorer } of shares.sort((a, b) => b.share - a.share))
      reason ??= scorer.reason(context, index);
    return { item: catalog.item(index), score, reason: reason ?? LISTED, contributions };
  });
}

const allRows = perCatalog(({ size }) => new Uint32Array(size).map((_, index) => index));

const LISTED: Reason = { kind: 'listed', text: 'In this list' };

/** Each candidate's score, and what each scorer added to it: one column a scorer, in their order. */
function blend(context: RankingContext, candidates: Uint32Array, { scorers }: Stages) {
  const scores = new Float64Array(candidates.length);
  const known = recentInteractions(context.profile, 50).length;
  const evidence = known < 5 ? 0 : known < 50 ? 1 : 2;
  const total = scorers.reduce((sum, [, shares]) => sum + shares[evidence], 0) || 1;
  const parts = scorers.map(([scorer, shares]) => {
    const part = new Float64Array(candidates.length);
    scorer.score(context, candidates, part);
    normalise(part, shares[evidence] / total);
    for (let i = 0; i < part.length; i++) scores[i]! += part[i]!;
    return part;
  });
  for (let i = 0; i < scores.length; i++) scores[i] = Math.round(scores[i]! * 1e9) / 1e9;
  return { scores, parts };
}

/** To 0…`most` over the candidates; all 0 where they are equal. What is not a finite number counts as 0. */
function normalise(part: Float64Array, most: number): void {
  let low = Infinity;
  let high = -Infinity;
  for (let i = 0; i < part.length; i++) {
    if (!Number.isFinite(part[i])) part[i] = 0;
    if (part[i]! < low) low = part[i]!;
    if (part[i]! > high) high = part[i]!;
  }
  const scale = most / (high - low || Infinity);
  for (let i = 0; i < part.length; i++) part[i] = (part[i]! - low) * scale;
}
