import type { LevelledTable } from '../../src/core/index.js';
import type { ItemTable } from '../../src/core/index.js';

const ROUNDS = 30;

/**
 * Rounds a table's weights to the levels that leave the least squared error (Lloyd, "Least Squares Quantization
 * in PCM", 1982).
 *
 * @param count of levels, at most 256; 16 take half a byte
 */
export function roundToLevels({ offsets, targets, weights }: ItemTable, count: number): LevelledTable {
  const sorted = Float64Array.from(weights).sort();
  const sums = new Float64Array(sorted.length + 1);
  for (let i = 0; i < sorted.length; i++) sums[i + 1] = sums[i]! + sorted[i]!;
  let levels = Array.from(
    { length: count },
    (_, i) => sorted[Math.floor(((i + 0.5) * sorted.length) / count)] ?? 0,
  );
  for (let round = 0; round < ROUNDS; round++) {
    const bounds = [0, ...middles(levels).map((middle) => placeOf(sorted, middle)), sorted.length];
    levels = levels.map((level, i) => {
      const [from, to] = [bounds[i]!, bounds[i + 1]!];
      return to > from ? (sums[to]! - sums[from]!) / (to - from) : level;
    });
  }
  levels = [...new Set(levels.map((level) => Number(level.toPrecision(4))))];
  const bounds = Float64Array.from(middles(levels));
  const codes = Uint8Array.from(weights, (weight) => placeOf(bounds, weight));
  return { offsets, targets, codes, levels };
}

function middles(levels: readonly number[]): number[] {
  return levels.slice(1).map((level, i) => (level + levels[i]!) / 2);
}

/** How many of some ascending values are below another. */
function placeOf(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ascending[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
