/**
 * The `count` best places of `scores`, best first, without sorting the rest: a bounded heap whose root is the
 * worst place kept.
 *
 * @param before decides between equal scores: whether place `a` comes before place `b`
 */
export function top(
  scores: Float64Array,
  length: number,
  count: number,
  before: (a: number, b: number) => boolean,
): number[] {
  const heap: number[] = [];
  const worse = (a: number, b: number) => {
    const less = scores[a]! - scores[b]!;
    return less < 0 || (less === 0 && before(b, a));
  };
  const sink = (size: number) => {
    let parent = 0;
    for (;;) {
      let child = 2 * parent + 1;
      if (child >= size) return;
      if (child + 1 < size && worse(heap[child + 1]!, heap[child]!)) child++;
      if (!worse(heap[child]!, heap[parent]!)) return;
      [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
      parent = child;
    }
  };
  for (let place = 0; place < length; place++) {
    if (heap.length < count) {
      let child = heap.push(place) - 1;
      while (child > 0) {
        const parent = (child - 1) >> 1;
        if (!worse(heap[child]!, heap[parent]!)) break;
        [heap[parent], heap[child]] = [heap[child]!, heap[parent]!];
        child = parent;
      }
    } else if (count > 0 && worse(heap[0]!, place)) {
      heap[0] = place;
      sink(count);
    }
  }
  for (let size = heap.length - 1; size > 0; size--) {
    [heap[0], heap[size]] = [heap[size]!, heap[0]!];
    sink(size);
  }
  return heap;
}
