import { dominantSign } from "./dominant-sign.ts";
import { householderQr } from "./householder-qr.ts";
import { rotateRows } from "./rotate-rows.ts";

export interface SingularValues {
  /** [rows, columns] */
  readonly u: Float64Array;
  /** [columns], descending */
  readonly s: Float64Array;
  /** [columns, columns] */
  readonly v: Float64Array;
}

const TINY = 1e-260; // a squared length that counts as 0, so that no square below leaves the range
const SWEEPS = 60; // far above the ten or so that it takes

/**
 * A = U diag(s) V^T of a row-major matrix [rows, n] that is not wide and has elements of size 1 and less; overwritten.
 *
 * A = Q R, then rotations J make the rows of R orthogonal: J R = diag(s) V^T and U = Q J^T.
 * @see Drmač, Veselić 2008, New fast and accurate Jacobi SVD algorithm I, sections 1 and 3
 */
export function jacobiSvd(a: Float64Array, rows: number, n: number): SingularValues {
  const { q, r } = householderQr(a, rows, n);
  const rotations = new Float64Array(n * n);
  for (let i = 0; i < n; i++) rotations[i * n + i] = 1;
  const squares = new Float64Array(n);
  for (let sweep = 0; sweep < SWEEPS && orthogonalizeRows(r, rotations, squares, n); sweep++);

  const lengths = Float64Array.from({ length: n }, (_, i) => lengthOf(r, i, n));
  const order = Array.from(lengths.keys()).sort((i, j) => lengths[j]! - lengths[i]! || i - j);
  const missing: number[] = [];
  for (let i = 0; i < n; i++)
    if (lengths[i] === 0) missing.push(i);
    else for (let p = i * n; p < (i + 1) * n; p++) r[p] = r[p]! / lengths[i]!;
  completeBasis(r, n, missing);

  const [u, s, v] = [new Float64Array(rows * n), new Float64Array(n), new Float64Array(n * n)];
  order.forEach((from, j) => {
    s[j] = lengths[from]!;
    const sign = dominantSign(r, from * n, 1, n);
    for (let i = 0; i < n; i++) v[i * n + j] = sign * r[from * n + i]!;
    for (let i = 0; i < rows; i++) u[i * n + j] = sign * product(q, i, rotations, from, n);
  });
  return { u, s, v };
}

/** One sweep over all pairs of rows; false when none needed a rotation. */
function orthogonalizeRows(w: Float64Array, rotations: Float64Array, squares: Float64Array, n: number): boolean {
  const tolerance = Math.sqrt(n) * Number.EPSILON;
  let isDone = true;
  for (let i = 0; i < n; i++) squares[i] = product(w, i, w, i, n);
  for (let i = 0; i < n - 1; i++)
    for (let j = i + 1; j < n; j++) {
      const [a, b] = [squares[i]!, squares[j]!];
      if (a < TINY || b < TINY) continue;
      const overlap = product(w, i, w, j, n);
      if (Math.abs(overlap) <= tolerance * Math.sqrt(a) * Math.sqrt(b)) continue;
      isDone = false;
      // the smaller root t of t^2 + 2 zeta t = 1
      const zeta = (b - a) / (2 * overlap);
      const t = (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.sqrt(1 + zeta * zeta));
      const c = 1 / Math.sqrt(1 + t * t);
      rotateRows(w, n, i, j, c, c * t);
      rotateRows(rotations, n, i, j, c, c * t);
      squares[i] = a - t * overlap;
      squares[j] = b + t * overlap;
    }
  return !isDone;
}

const lengthOf = (w: Float64Array, i: number, n: number): number => {
  const square = product(w, i, w, i, n);
  return square < TINY ? 0 : Math.sqrt(square);
};

/** The inner product of row i of x and row j of y. */
function product(x: Float64Array, i: number, y: Float64Array, j: number, n: number): number {
  let total = 0;
  for (let p = i * n, q = j * n, end = p + n; p < end; p++, q++) total += x[p]! * y[q]!;
  return total;
}

/** Writes the missing rows, so that all n are orthonormal. */
function completeBasis(rows: Float64Array, n: number, missing: readonly number[]): void {
  for (const row of missing) rows.fill(0, row * n, (row + 1) * n);
  for (const row of missing) {
    // the unit vector that the rows so far explain least
    let [best, least] = [0, Infinity];
    for (let i = 0; i < n; i++) {
      let explained = 0;
      for (let p = i; p < n * n; p += n) explained += rows[p]! * rows[p]!;
      if (explained < least) [best, least] = [i, explained];
    }
    const rest = new Float64Array(n);
    rest[best] = 1;
    // twice is enough
    for (let pass = 0; pass < 2; pass++)
      for (let k = 0; k < n; k++) {
        const share = product(rest, 0, rows, k, n);
        for (let i = 0; i < n; i++) rest[i] = rest[i]! - share * rows[k * n + i]!;
      }
    const length = Math.sqrt(product(rest, 0, rest, 0, n));
    for (let i = 0; i < n; i++) rows[row * n + i] = rest[i]! / length;
  }
}
