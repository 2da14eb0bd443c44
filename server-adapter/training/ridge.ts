/**
 * Solves A·x = b for a symmetric positive definite A by Cholesky decomposition, in place: `a` (row-major,
 * only its lower half is read) becomes the factor, `b` the solution.
 *
 * @param stride numbers from one row of `a` to the next
 */
export function solve(a: Float64Array, b: Float64Array, size: number, stride: number): void {
  for (let i = 0; i < size; i++) {
    const row = i * stride;
    for (let j = 0; j <= i; j++) {
      const other = j * stride;
      let sum = a[row + j]!;
      for (let k = 0; k < j; k++) sum -= a[row + k]! * a[other + k]!;
      a[row + j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / a[other + j]!;
    }
  }
  for (let i = 0; i < size; i++) {
    let sum = b[i]!;
    for (let k = 0; k < i; k++) sum -= a[i * stride + k]! * b[k]!;
    b[i] = sum / a[i * stride + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = b[i]!;
    for (let k = i + 1; k < size; k++) sum -= a[k * stride + i]! * b[k]!;
    b[i] = sum / a[i * stride + i]!;
  }
}
