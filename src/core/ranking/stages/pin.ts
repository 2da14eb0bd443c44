import type { Reranker, Scored } from '../contract.js';

/**
 * Puts items at fixed places, whatever their score; they must be in the catalog and not filtered out.
 *
 * @param places item ids by 0-based place
 */
export function pin(places: Readonly<Record<number, string>>, text = 'Featured'): Reranker {
  const pins = Object.entries(places).map(([place, id]) => [Number(place), id] as const);
  return {
    name: 'pin',
    rerank({ catalog }, best, limit, more) {
      const rows = new Map(pins.map(([place, id]) => [catalog.indexOf(id), place]));
      const pinned = more(rows.size, (index) => rows.has(index));
      const rest = best.filter(({ index }) => !rows.has(index));
      const list: Scored[] = rest.slice(0, limit);
      for (const scored of pinned.sort((a, b) => rows.get(a.index)! - rows.get(b.index)!))
        list.splice(rows.get(scored.index)!, 0, { ...scored, reason: { kind: 'pinned', text } });
      return list.slice(0, limit);
    },
  };
}
