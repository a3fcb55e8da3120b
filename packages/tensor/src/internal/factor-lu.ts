import { solveTriangular } from "./solve-triangular.ts";

/** The rows of P A: row i is row `order[i]` of A, and `sign` is the determinant of P. */
export interface Permutation {
  readonly order: Int32Array;
  readonly sign: number;
}

/**
 * P A = L U with partial pivoting, in place of a row-major matrix [n, n]: U on and above the diagonal, L without its
 * unit diagonal below. A pivot is 0 just where all candidates are.
 * @see Golub, Van Loan 2013, Matrix computations, algorithm 3.4.1
 */
export function factorLu(a: Float64Array, n: number): Permutation {
  const order = Int32Array.from({ length: n }, (_, i) => i);
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let best = k;
    for (let i = k + 1; i < n; i++) if (Math.abs(a[i * n + k]!) > Math.abs(a[best * n + k]!)) best = i;
    if (best !== k) {
      exchangeRows(a, n, k, best);
      [order[k], order[best]] = [order[best]!, order[k]!];
      sign = -sign;
    }
    const pivot = a[k * n + k]!;
    if (pivot !== 0) eliminate(a, n, k, pivot);
  }
  return { order, sign };
}

/** Subtracts multiples of row k from the rows below, so that column k vanishes; the multiples take its place. */
export function eliminate(a: Float64Array, n: number, k: number, pivot: number): void {
  for (let i = k + 1; i < n; i++) {
    const factor = a[i * n + k]! / pivot;
    a[i * n + k] = factor;
    for (let p = i * n + k + 1, q = k * n + k + 1; p < (i + 1) * n; p++, q++) a[p] = a[p]! - factor * a[q]!;
  }
}

export function exchangeRows(a: Float64Array, columns: number, i: number, j: number): void {
  const row = a.slice(i * columns, (i + 1) * columns);
  a.copyWithin(i * columns, j * columns, (j + 1) * columns);
  a.set(row, j * columns);
}

/** A^-1 B from the factors of A. */
export function solveFactored(lu: Float64Array, n: number, { order }: Permutation, b: Float64Array): Float64Array {
  const columns = n === 0 ? 0 : b.length / n;
  const x = new Float64Array(b.length);
  order.forEach((from, i) => {
    x.set(b.subarray(from * columns, (from + 1) * columns), i * columns);
  });
  solveTriangular(lu, n, x, { lower: true, transposed: false, unitDiagonal: true });
  solveTriangular(lu, n, x, { lower: false, transposed: false, unitDiagonal: false });
  return x;
}
