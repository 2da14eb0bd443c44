import { growth, INTERACTIONS, UNDO_WINDOW, type KeyedInteraction } from '../../src/core/index.js';

/**
 * Sums by the definition, over all rows at once and in no order: of a register's subject the newest row that is
 * not undone, of everything else every row that is not undone. Shares nothing with the fold.
 */
export function closedFormula(rows: readonly KeyedInteraction[]): Map<string, number> {
  const undone = (row: KeyedInteraction) => {
    const times = rows
      .filter((it) => it.type === 'undo' && it.target?.[0] === row.writer && it.target[1] === row.seq)
      .map((it) => it.at);
    return times.length > 0 && Math.min(...times) - row.at <= UNDO_WINDOW;
  };
  const standing = rows.filter((row) => row.type !== 'undo' && !undone(row));
  const register = (row: KeyedInteraction) => INTERACTIONS.get(row.type)?.register;
  const newer = (a: KeyedInteraction, b: KeyedInteraction) =>
    a.at !== b.at ? a.at > b.at : a.writer !== b.writer ? a.writer > b.writer : a.seq > b.seq;
  const sums = new Map<string, number>();
  for (const row of standing) {
    const rivals = standing.filter((it) => register(it) === register(row) && it.itemId === row.itemId);
    if (register(row) && rivals.some((it) => newer(it, row))) continue;
    for (const feature of row.features)
      sums.set(feature, (sums.get(feature) ?? 0) + row.weight * growth(row.at));
  }
  return sums;
}

/** The features whose sums differ by more than rounding explains, of sums made at `now`. */
export function differences(a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>, now: number) {
  return [...new Set([...a.keys(), ...b.keys()])]
    .map((feature) => ({
      feature,
      a: (a.get(feature) ?? 0) / growth(now),
      b: (b.get(feature) ?? 0) / growth(now),
    }))
    .filter((it) => Math.abs(it.a - it.b) > 1e-9 * (1 + Math.abs(it.a)));
}
