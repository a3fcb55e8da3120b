import { addInPlace, dot, lengthOf, scaleInPlace } from "./vectors.ts";

/** A linear least-squares problem, min |columns x - right|^2: the matrix as its columns, each as long as `right`. */
export interface LinearProblem {
  readonly columns: readonly Float64Array[];
  readonly right: Float64Array;
}

/**
 * The same problem with an upper triangular matrix of n rows, by Householder reflections: never by the normal equations,
 * which square the condition number.
 * @see Golub, Van Loan 2013, Matrix computations, Algorithm 5.2.1
 */
export function triangularize({ columns, right }: LinearProblem): LinearProblem {
  const n = columns.length;
  const rows = Math.max(n, right.length); // rows of zeros change nothing, and there must be n
  const work = [...columns, right].map((column) => extended(column, rows));
  for (let j = 0; j < n; j++) {
    const v = work[j]!.slice();
    v.fill(0, 0, j);
    const alpha = v[j]! > 0 ? -lengthOf(v) : lengthOf(v);
    v[j]! -= alpha; // away from 0: no cancellation
    const norm = lengthOf(v);
    if (norm === 0) continue; // the column is 0 from here on
    scaleInPlace(v, 1 / norm);
    for (const column of work.slice(j)) addInPlace(column, -2 * dot(v, column), v);
  }
  const square = work.map((column, j) => column.slice(0, n).fill(0, j + 1)); // below the diagonal is rounding
  return { columns: square.slice(0, n), right: square[n]! };
}

/** The solution of a triangular problem that is regular. */
export function solveTriangular({ columns, right }: LinearProblem): Float64Array {
  const x = right.slice();
  for (let j = columns.length - 1; j >= 0; j--) {
    x[j]! /= columns[j]![j]!;
    for (let i = 0; i < j; i++) x[i]! -= columns[j]![i]! * x[j]!;
  }
  return x;
}

/** Is a column of a triangle independent of those before it, as far as double precision can tell? */
export function isIndependent({ columns }: LinearProblem, j: number): boolean {
  const column = columns[j]!;
  return Math.abs(column[j]!) > ROUNDING * columns.length * lengthOf(column);
}

const ROUNDING = 10 * 2 ** -52;

function extended(column: Float64Array, rows: number): Float64Array {
  const out = new Float64Array(rows);
  out.set(column);
  return out;
}
