/** The n-th largest of some values (1 is the largest), which are re-ordered; −Infinity where there are fewer. */
export function nthLargest(values: Float64Array | Float32Array, n: number): number {
  let low = 0;
  let high = values.length - 1;
  if (n > values.length) return -Infinity;
  const wanted = n - 1;
  // Hoare's quickselect, descending; the middle as pivot is quick on what is sorted already.
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! > pivot) left++;
      while (values[right]! < pivot) right--;
      if (left > right) break;
      const value = values[left]!;
      values[left++] = values[right]!;
      values[right--] = value;
    }
    if (wanted <= right) high = right;
    else if (wanted >= left) low = left;
    else break;
  }
  return values[wanted]!;
}

/**
 * The items with the largest values above 0, ascending; of equal values those that come first.
 *
 * @param values of the items at the same places; longer than `items` where it is used again and again
 */
export function largest(items: Uint32Array, values: Float64Array, count: number): Uint32Array {
  const threshold = Math.max(nthLargest(values.slice(0, items.length), count), Number.MIN_VALUE);
  let above = 0;
  for (let i = 0; i < items.length; i++) if (values[i]! > threshold) above++;
  const chosen: number[] = [];
  let equal = count - above;
  for (const [i, item] of items.entries()) {
    if (values[i]! > threshold || (values[i] === threshold && equal-- > 0)) chosen.push(item);
  }
  return Uint32Array.from(chosen).sort();
}
