import type { Ranker, RankingContext, Recommendation } from './contract.js';
import { LISTED, type RankOptions } from './pipeline.js';

/**
 * Ranks with a function of a site's own: it chooses from what the filters admit. What it leaves out of a list
 * that must be whole keeps its order at the end, and rows it makes up or repeats are dropped.
 */
export function rankBy(
  ranker: Ranker,
  context: RankingContext,
  { limit, stages, candidates, all }: RankOptions,
): Recommendation[] {
  const { catalog } = context;
  const out = new Uint8Array(catalog.size);
  if (!all) for (const filter of stages.filters) filter.exclude(context, out);
  if (!candidates && out.every(Boolean)) {
    out.fill(0);
    for (const { givesWay, exclude } of all ? [] : stages.filters) if (!givesWay) exclude(context, out);
  }
  const rows = (candidates ?? Uint32Array.from(out.keys())).filter((row) => !out[row]);
  const left = new Set(rows);
  const list: Recommendation[] = [];
  for (const { index, score, reason = LISTED } of ranker(context, rows, limit))
    if (left.delete(index)) list.push({ item: catalog.item(index), score, reason, contributions: {} });
  if (all)
    for (const row of left)
      list.push({ item: catalog.item(row), score: 0, reason: LISTED, contributions: {} });
  return list.slice(0, limit);
}
