import { eliminate, exchangeRows } from "./factor-lu.ts";
import { productOf } from "./powers-of-two.ts";
import { solveTriangular } from "./solve-triangular.ts";

/**
 * The cofactors of a row-major matrix [n, n], det(A) A^-T, also where A has no inverse.
 *
 * P A Q = L U with complete pivoting puts a zero pivot last. cof(U) = det(U) U^-T has no division by the last pivot d:
 * with V as U but for 1 in place of d, and D the product of the other pivots, its rows are those of D V^-T, all but the
 * last times d. Cofactors of a product are the product of cofactors, and cof(L) = L^-T.
 */
export function cofactors(a: Float64Array, n: number): Float64Array {
  const { rows, columns, sign } = factorCompletely(a, n);
  const pivots = Array.from({ length: n }, (_, i) => a[i * n + i]!);
  const last = pivots.pop() ?? 1;
  const x = new Float64Array(n * n);
  if (pivots.includes(0)) return x; // rank below n - 1: all minors of that size vanish
  if (n > 0) a[n * n - 1] = 1;
  for (let i = 0; i < n; i++) x[i * n + i] = 1;
  solveTriangular(a, n, x, { lower: false, transposed: true, unitDiagonal: false });
  const others = sign * productOf(pivots);
  for (let p = 0; p < x.length; p++) x[p] = x[p]! * (p < n * n - n ? others * last : others);
  solveTriangular(a, n, x, { lower: true, transposed: true, unitDiagonal: true });
  const result = new Float64Array(n * n);
  for (let i = 0; i < n; i++) for (let j = 0; j < n; j++) result[rows[i]! * n + columns[j]!] = x[i * n + j]!;
  return result;
}

/** P A Q = L U in place: element (i, j) of P A Q is element (rows[i], columns[j]) of A; `sign` is det(P) det(Q). */
function factorCompletely(a: Float64Array, n: number): { rows: Int32Array; columns: Int32Array; sign: number } {
  const rows = Int32Array.from({ length: n }, (_, i) => i);
  const columns = rows.slice();
  let sign = 1;
  for (let k = 0; k < n; k++) {
    let [best, bestRow, bestColumn] = [0, k, k];
    for (let i = k; i < n; i++)
      for (let j = k; j < n; j++) {
        const size = Math.abs(a[i * n + j]!);
        // NaN once, NaN from then on
        if (size > best || size !== size) [best, bestRow, bestColumn] = [size, i, j];
      }
    if (best === 0) break;
    if (bestRow !== k) {
      exchangeRows(a, n, k, bestRow);
      [rows[k], rows[bestRow]] = [rows[bestRow]!, rows[k]!];
      sign = -sign;
    }
    if (bestColumn !== k) {
      for (let p = 0; p < n * n; p += n) [a[p + k], a[p + bestColumn]] = [a[p + bestColumn]!, a[p + k]!];
      [columns[k], columns[bestColumn]] = [columns[bestColumn]!, columns[k]!];
      sign = -sign;
    }
    eliminate(a, n, k, a[k * n + k]!);
  }
  return { rows, columns, sign };
}
