import { reflect } from "./householder.ts";

/**
 * A = Q R of a row-major matrix [rows, columns] that is not wide, which is overwritten: Q [rows, columns] with
 * orthonormal columns, R [columns, columns] upper triangular with no negative number on its diagonal.
 * @see Golub, Van Loan 2013, Matrix computations, section 5.2
 */
export function householderQr(a: Float64Array, rows: number, columns: number): { q: Float64Array; r: Float64Array } {
  const weights = new Float64Array(columns);
  const sums = new Float64Array(columns);
  for (let k = 0; k < columns; k++) {
    weights[k] = reflect(a, k * columns + k, columns, rows - k);
    applyReflection(a, a, rows, columns, k, k + 1, weights[k]!, sums);
  }
  const q = new Float64Array(rows * columns);
  for (let k = columns - 1; k >= 0; k--) {
    q[k * columns + k] = 1;
    applyReflection(a, q, rows, columns, k, k, weights[k]!, sums);
  }
  const r = new Float64Array(columns * columns);
  for (let i = 0; i < columns; i++) {
    const isNegative = a[i * columns + i]! < 0;
    for (let p = i * columns + i; p < (i + 1) * columns; p++) r[p] = isNegative ? -a[p]! : a[p]!;
    if (isNegative) for (let p = i; p < q.length; p += columns) q[p] = -q[p]!;
  }
  return { q, r };
}

/** x = H x from row k on, for the columns from `first` on; v stands in column k of `a`, its first element is 1. */
function applyReflection(
  a: Float64Array,
  x: Float64Array,
  rows: number,
  columns: number,
  k: number,
  first: number,
  weight: number,
  sums: Float64Array,
): void {
  if (weight === 0) return;
  // row by row, which is how they are stored: sums = v^T x, then x = x - weight v sums
  for (let j = first; j < columns; j++) sums[j] = x[k * columns + j]!;
  for (let i = k + 1; i < rows; i++) {
    const v = a[i * columns + k]!;
    for (let j = first; j < columns; j++) sums[j] = sums[j]! + v * x[i * columns + j]!;
  }
  for (let j = first; j < columns; j++) sums[j] = sums[j]! * weight;
  for (let j = first; j < columns; j++) x[k * columns + j] = x[k * columns + j]! - sums[j]!;
  for (let i = k + 1; i < rows; i++) {
    const v = a[i * columns + k]!;
    for (let j = first; j < columns; j++) x[i * columns + j] = x[i * columns + j]! - v * sums[j]!;
  }
}
