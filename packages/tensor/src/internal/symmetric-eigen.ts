import { dominantSign } from "./dominant-sign.ts";
import { reflect } from "./householder.ts";
import { rotateRows } from "./rotate-rows.ts";

export interface Eigen {
  /** [n], ascending */
  readonly values: Float64Array;
  /** [n, n], one a column */
  readonly vectors: Float64Array;
}

/**
 * Eigenvalues and orthonormal eigenvectors of a symmetric row-major matrix [n, n] with elements of size 1 and less, which
 * is overwritten: reduction to tridiagonal form, then QR steps with shifts.
 * @see Golub, Van Loan 2013, Matrix computations, algorithm 8.3.3
 */
export function symmetricEigen(a: Float64Array, n: number): Eigen {
  const { diagonal, beside, basis } = tridiagonalize(a, n);
  diagonalize(diagonal, beside, basis, n);
  const order = Array.from(diagonal.keys()).sort((i, j) => diagonal[i]! - diagonal[j]! || i - j);
  const vectors = new Float64Array(n * n);
  order.forEach((from, j) => {
    const sign = dominantSign(basis, from * n, 1, n);
    for (let i = 0; i < n; i++) vectors[i * n + j] = sign * basis[from * n + i]!;
  });
  return { values: Float64Array.from(order, (i) => diagonal[i]!), vectors };
}

interface Tridiagonal {
  readonly diagonal: Float64Array;
  /** Element k stands beside diagonal elements k and k + 1. */
  readonly beside: Float64Array;
  /** Q^T of A = Q T Q^T: the vectors as rows. */
  readonly basis: Float64Array;
}

/** A = Q T Q^T by reflections of the columns below the diagonal (algorithm 8.3.1). */
function tridiagonalize(a: Float64Array, n: number): Tridiagonal {
  const weights = new Float64Array(n);
  const [v, w] = [new Float64Array(n), new Float64Array(n)];
  for (let k = 0; k < n - 2; k++) {
    const weight = reflect(a, (k + 1) * n + k, n, n - k - 1);
    weights[k] = weight;
    if (weight === 0) continue;
    readReflection(a, n, k, v);
    // B = H B H = B - v w^T - w v^T with p = weight B v and w = p - (weight/2 p^T v) v
    let overlap = 0;
    for (let i = k + 1; i < n; i++) {
      let total = 0;
      for (let j = k + 1; j < n; j++) total += a[i * n + j]! * v[j]!;
      w[i] = weight * total;
      overlap += w[i]! * v[i]!;
    }
    for (let i = k + 1; i < n; i++) w[i] = w[i]! - 0.5 * weight * overlap * v[i]!;
    for (let i = k + 1; i < n; i++)
      for (let j = k + 1; j < n; j++) a[i * n + j] = a[i * n + j]! - v[i]! * w[j]! - w[i]! * v[j]!;
  }
  const diagonal = Float64Array.from({ length: n }, (_, i) => a[i * n + i]!);
  const beside = Float64Array.from({ length: Math.max(n - 1, 0) }, (_, i) => a[(i + 1) * n + i]!);
  return { diagonal, beside, basis: accumulate(a, weights, n) };
}

/** The vector of a reflection, from the column below whose first element it stands. */
function readReflection(a: Float64Array, n: number, k: number, v: Float64Array): void {
  v[k + 1] = 1;
  for (let i = k + 2; i < n; i++) v[i] = a[i * n + k]!;
}

/** Q^T = ... H_1 H_0, from the last reflection on, each applied to the rows. */
function accumulate(a: Float64Array, weights: Float64Array, n: number): Float64Array {
  const basis = new Float64Array(n * n);
  const v = new Float64Array(n);
  for (let i = 0; i < n; i++) basis[i * n + i] = 1;
  for (let k = n - 3; k >= 0; k--) {
    readReflection(a, n, k, v);
    for (let i = k + 1; i < n; i++) {
      let total = 0;
      for (let j = k + 1; j < n; j++) total += basis[i * n + j]! * v[j]!;
      total *= weights[k]!;
      for (let j = k + 1; j < n; j++) basis[i * n + j] = basis[i * n + j]! - total * v[j]!;
    }
  }
  return basis;
}

/** QR steps on ever smaller blocks, until nothing stands beside the diagonal. */
function diagonalize(diagonal: Float64Array, beside: Float64Array, basis: Float64Array, n: number): void {
  let last = n - 1;
  for (let steps = 0; last > 0; steps++) {
    // small beside its neighbours; should that not end (two or three steps a value do), small beside the matrix
    const negligible = steps > 30 * n ? Number.EPSILON : 1e-140;
    for (let k = 0; k < last; k++) {
      const neighbours = Math.abs(diagonal[k]!) + Math.abs(diagonal[k + 1]!);
      if (Math.abs(beside[k]!) <= 0.5 * Number.EPSILON * neighbours + negligible) beside[k] = 0;
    }
    while (last > 0 && beside[last - 1] === 0) last--;
    let first = last;
    while (first > 0 && beside[first - 1] !== 0) first--;
    if (first < last) step(diagonal, beside, basis, n, first, last);
  }
}

/** One QR step of a tridiagonal block, with Wilkinson's shift (algorithm 8.3.2). */
function step(d: Float64Array, e: Float64Array, basis: Float64Array, n: number, first: number, last: number): void {
  const half = (d[last - 1]! - d[last]!) / 2;
  const corner = e[last - 1]!;
  const shift = d[last]! - (corner * corner) / (half + (half < 0 ? -1 : 1) * Math.hypot(half, corner));
  let x = d[first]! - shift;
  let z = e[first]!;
  for (let k = first; k < last; k++) {
    // z vanishes by a rotation of rows and columns k and k + 1
    const r = (x < 0 ? -1 : 1) * Math.hypot(x, z);
    const [c, s] = r === 0 ? [1, 0] : [x / r, z / r];
    if (k > first) e[k - 1] = r;
    const [a, b, g] = [d[k]!, d[k + 1]!, e[k]!];
    const turn = s * (b - a) + 2 * c * g;
    d[k] = a + s * turn;
    d[k + 1] = b - s * turn;
    e[k] = c * turn - g;
    if (k < last - 1) {
      x = e[k]!;
      z = s * e[k + 1]!;
      e[k + 1] = c * e[k + 1]!;
    }
    rotateRows(basis, n, k, k + 1, c, -s);
  }
}
