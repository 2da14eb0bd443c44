import { recentInteractions } from '../profile.js';
import type { RankingContext, Reason, Recommendation, Scored, Stages } from './contract.js';
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

interface Blend {
  candidates: Uint32Array;
  scores: Float64Array;
  /** One column a scorer, in their order. */
  parts: Float64Array[];
}

/**
 * The best candidates, best first: filters, then scorers blended by evidence, then rerankers.
 *
 * Scores are rounded to 1e-9 and equal ones ordered by id, so that the same input gives the same order in
 * every engine.
 */
export function rank(context: RankingContext, { limit, candidates, stages }: RankOptions): Recommendation[] {
  const { catalog } = context;
  const blend = score(context, admitted(context, stages, candidates), stages);
  const pool = stages.rerankers.length ? Math.max(limit * POOL_FACTOR, LEAST_POOL) : limit;
  const places = top(blend.scores, blend.candidates.length, pool, (a, b) => {
    return catalog.ids[blend.candidates[a]!]! < catalog.ids[blend.candidates[b]!]!;
  });
  const placeOf = new Map(places.map((place) => [blend.candidates[place]!, place]));
  let best: Scored[] = places.map((place) => ({
    index: blend.candidates[place]!,
    score: blend.scores[place]!,
  }));
  for (const reranker of stages.rerankers) best = reranker.rerank(context, best, limit);
  return best
    .slice(0, limit)
    .map(({ index, score }) => explain(context, stages, blend, placeOf.get(index)!, index, score));
}

function admitted(
  context: RankingContext,
  { filters }: Stages,
  candidates: Uint32Array | undefined,
): Uint32Array {
  const keep = filters.map((filter) => filter.prepare(context));
  const from = candidates ?? Uint32Array.from({ length: context.catalog.size }, (_, index) => index);
  return keep.length ? from.filter((index) => keep.every((admits) => admits(index))) : from;
}

function score(context: RankingContext, candidates: Uint32Array, { scorers }: Stages): Blend {
  const scores = new Float64Array(candidates.length);
  const known = recentInteractions(context.profile, 50).length;
  const evidence = known < 5 ? 0 : known < 50 ? 1 : 2;
  const total = scorers.reduce((sum, [, shares]) => sum + shares[evidence], 0) || 1;
  const parts = scorers.map(([scorer, shares]) => {
    const part = new Float64Array(candidates.length);
    scorer.score(context, candidates, part);
    normalise(part);
    const share = shares[evidence] / total;
    for (let i = 0; i < part.length; i++) {
      part[i]! *= share;
      scores[i]! += part[i]!;
    }
    return part;
  });
  for (let i = 0; i < scores.length; i++) scores[i] = Math.round(scores[i]! * 1e9) / 1e9;
  return { candidates, scores, parts };
}

/** To 0…1 over the candidates; all 0 where they are equal. What is not a finite number counts as 0. */
function normalise(part: Float64Array): void {
  let least = Infinity;
  let most = -Infinity;
  for (let i = 0; i < part.length; i++) {
    if (!Number.isFinite(part[i])) part[i] = 0;
    if (part[i]! < least) least = part[i]!;
    if (part[i]! > most) most = part[i]!;
  }
  const range = most - least;
  for (let i = 0; i < part.length; i++) part[i] = range > 0 ? (part[i]! - least) / range : 0;
}

const LISTED: Reason = { kind: 'listed', text: 'In this list' };

function explain(
  context: RankingContext,
  { scorers }: Stages,
  { parts }: Blend,
  place: number,
  index: number,
  score: number,
): Recommendation {
  const contributions: Record<string, number> = {};
  for (const [i, [scorer]] of scorers.entries()) contributions[scorer.name] = parts[i]![place]!;
  const byContribution = [...scorers.keys()].sort((a, b) => parts[b]![place]! - parts[a]![place]!);
  let reason: Reason | undefined;
  for (const i of byContribution) reason ??= scorers[i]![0].reason(context, index);
  return { item: context.catalog.item(index), score, reason: reason ?? LISTED, contributions };
}
