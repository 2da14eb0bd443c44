/**
 * The `count` best of the places 0 to `length` − 1 of `scores`, best first, without sorting the rest: what
 * was kept is cut back to the best whenever it has grown to twice as many.
 *
 * @param order decides between equal scores, as for `sort`
 */
export function top(scores: Float64Array, count: number, order: (a: number, b: number) => number): number[] {
  const best: number[] = [];
  let least = -Infinity;
  const cut = () => {
    best.sort((a, b) => scores[b]! - scores[a]! || order(a, b)).splice(count);
  };
  for (let place = 0; place < scores.length; place++) {
    if (scores[place]! < least) continue;
    best.push(place);
    if (best.length < 2 * count) continue;
    cut();
    least = scores[best.at(-1)!] ?? Infinity;
  }
  cut();
  return best;
}
