import type { Scored } from './contract.js';

/**
 * The `count` best rows of a column, best first: a heap of the best so far, whose worst is at its root.
 *
 * Scores are rounded to 1e-9 and equal ones come by id, so that every engine gives the same order.
 *
 * @param candidates the rows to choose from; all of them by default
 * @param out rows marked 1 are left out
 */
export function top(
  scores: Float64Array,
  ids: readonly string[],
  count: number,
  out: Uint8Array,
  candidates?: Uint32Array,
): Scored[] {
  const most = Math.min(count, candidates?.length ?? scores.length);
  const rows = new Uint32Array(most);
  const kept = new Float64Array(most);
  let size = 0;
  // What can't enter is turned away by one comparison.
  let least = -Infinity;

  const worse = (score: number, row: number, other: number) =>
    score < kept[other]! || (score === kept[other] && ids[row]! > ids[rows[other]!]!);
  const put = (place: number, score: number, row: number) => {
    kept[place] = score;
    rows[place] = row;
  };
  function sink(score: number, row: number): void {
    let place = 0;
    for (;;) {
      let child = 2 * place + 1;
      if (child + 1 < size && worse(kept[child + 1]!, rows[child + 1]!, child)) child++;
      if (child >= size || worse(score, row, child)) break;
      put(place, kept[child]!, rows[child]!);
      place = child;
    }
    put(place, score, row);
  }
  function rise(score: number, row: number): void {
    let place = size++;
    while (place > 0) {
      const parent = (place - 1) >> 1;
      if (!worse(score, row, parent)) break;
      put(place, kept[parent]!, rows[parent]!);
      place = parent;
    }
    put(place, score, row);
  }

  const length = most && (candidates?.length ?? scores.length);
  for (let i = 0; i < length; i++) {
    const row = candidates ? candidates[i]! : i;
    if (scores[row]! < least || out[row]) continue;
    const score = Math.round(scores[row]! * 1e9) / 1e9;
    if (size < most) rise(score, row);
    else if (!worse(score, row, 0)) sink(score, row);
    if (size === most) least = kept[0]! - 1e-9;
  }
  const best: Scored[] = [];
  for (let left = size; left > 0; left--) {
    best.push({ index: rows[0]!, score: kept[0]! });
    size = left - 1;
    if (size) sink(kept[size]!, rows[size]!);
  }
  return best.reverse();
}
