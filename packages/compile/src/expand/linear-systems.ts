import {
  abs,
  arange,
  argMax,
  concat,
  determinant,
  divide,
  equal,
  expandDims,
  eye,
  less,
  log,
  matmul,
  multiply,
  negate,
  notEqual,
  ones,
  prod,
  reshape,
  sign,
  slice,
  sqrt,
  subtract,
  sum,
  svd,
  swapLastAxes,
  type Tensor,
  triangularSolve,
  where,
  zerosLike,
} from "@adjoint/tensor";
import type { TriangularSolveOptions } from "@adjoint/tensor/primitives/triangular-solve";
import { type Expansion, inDouble } from "./expansion.ts";
import { loop } from "./loop.ts";

/** 0, 1, ... as a column [n, 1] and as a row [n] of `int32`: what places are compared with. */
export const rowNumbers = (n: number): Tensor => reshape(arange(0, n), [n, 1]);
export const columnNumbers = (n: number): Tensor => arange(0, n);

/** One row [...s, 1, n] or column [...s, m, 1] of matrices, by a number that is only known at run time. */
export const rowOf = (a: Tensor, k: Tensor): Tensor =>
  sum(where(equal(rowNumbers(a.shape.at(-2)!), k), a, 0), { axis: -2, keepDims: true });
export const columnOf = (a: Tensor, k: Tensor): Tensor =>
  sum(where(equal(columnNumbers(a.shape.at(-1)!), k), a, 0), { axis: -1, keepDims: true });

export const diagonalOf = (a: Tensor): Tensor => sum(multiply(a, identityOf(a)), { axis: -1 });
const identityOf = (a: Tensor): Tensor => eye(a.shape.at(-1)!, undefined, a.dtype);

/** Column by column: each takes its part of the rest with it. */
function choleskyByColumns(a: Tensor): Tensor {
  const n = a.shape.at(-1)!;
  const rows = rowNumbers(n);
  const [factor] = loop(
    n,
    (k, [l, rest]) => {
      const pivot = sqrt(columnOf(rowOf(rest, k), k));
      const column = where(less(rows, k), 0, divide(columnOf(rest, k), pivot));
      return [where(equal(columnNumbers(n), k), column, l), subtract(rest, matmul(column, swapLastAxes(column)))];
    },
    [zerosLike(a), a],
  );
  return factor;
}

/** Row by row, each from those that are known; the others are still 0. */
function triangularSolveByRows(a: Tensor, b: Tensor, triangle: TriangularSolveOptions): Tensor {
  const n = a.shape.at(-1)!;
  const isForward = triangle.lower !== triangle.transposed;
  const matrix = triangle.transposed ? swapLastAxes(a) : a;
  const [across, down] = [columnNumbers(n), rowNumbers(n)];
  const beside = isForward ? less(across, down) : less(down, across);
  const [x] = loop(
    n,
    (round, [known], t, right) => {
      const k = isForward ? round : subtract(n - 1, round);
      const rest = subtract(rowOf(right, k), matmul(rowOf(where(beside, t, 0), k), known));
      const solved = triangle.unitDiagonal ? rest : divide(rest, columnOf(rowOf(t, k), k));
      return [where(equal(rowNumbers(n), k), solved, known)];
    },
    [zerosLike(b)],
    matrix,
    b,
  );
  return x;
}

/** U of P A = L U, what stands beside A treated alike, and the sign of P: elimination with partial pivoting. */
function eliminate(a: Tensor, beside: Tensor): { upper: Tensor; beside: Tensor; sign: Tensor } {
  const n = a.shape.at(-1)!;
  const rows = rowNumbers(n);
  const [all, permutationSign] = loop(
    n,
    (k, [m, s]) => {
      const candidates = where(less(rows, k), -1, abs(columnOf(m, k)));
      const best = argMax(candidates, { axis: -2, keepDims: true });
      const [upper, lower] = [rowOf(m, best), rowOf(m, k)];
      const swapped = where(equal(rows, k), upper, where(equal(rows, best), lower, m));
      const pivot = columnOf(upper, k);
      const factors = divide(columnOf(swapped, k), where(equal(pivot, 0), 1, pivot)); // a column of zeros stays one
      const reduced = subtract(swapped, where(less(k, rows), matmul(factors, upper), 0));
      return [reduced, where(equal(best, k), s, negate(s))];
    },
    [concat([a, beside], { axis: -1 }), ones([...a.shape.slice(0, -2), 1, 1], a.dtype)],
  );
  const columns = (start: number, end: number): Tensor =>
    slice(all, [...all.shape.slice(1).map(() => null), [start, end]]);
  return {
    upper: columns(0, n),
    beside: columns(n, all.shape.at(-1)!),
    sign: reshape(permutationSign, a.shape.slice(0, -2)),
  };
}

function solveByElimination(a: Tensor, b: Tensor): Tensor {
  const { upper, beside } = eliminate(a, b);
  return triangularSolve(upper, beside, { lower: false });
}

const nothingBeside = (a: Tensor): Tensor => slice(a, [...a.shape.slice(1).map(() => null), [0, 0]]);

function determinantByElimination(a: Tensor): Tensor {
  const { upper, sign } = eliminate(a, nothingBeside(a));
  return multiply(sign, prod(diagonalOf(upper), { axis: -1 }));
}

function logDeterminantByElimination(a: Tensor): readonly [Tensor, Tensor] {
  const { upper, sign: ofRows } = eliminate(a, nothingBeside(a));
  const pivots = diagonalOf(upper);
  return [multiply(ofRows, prod(sign(pivots), { axis: -1 })), sum(log(abs(pivots)), { axis: -1 })];
}

/** cof(U S V^T) = det(U) det(V) U cof(S) V^T, and the cofactors of S are products of its other numbers. */
function cofactorsBySvd(a: Tensor): Tensor {
  const { u, s, v } = svd(a);
  const isOther = notEqual(rowNumbers(s.shape.at(-1)!), columnNumbers(s.shape.at(-1)!));
  const others = prod(where(isOther, expandDims(s, -2), 1), { axis: -1 });
  const signs = multiply(determinant(u), determinant(v));
  const scaled = multiply(u, expandDims(multiply(others, expandDims(signs, -1)), -2));
  return matmul(scaled, swapLastAxes(v));
}

/** Factorisations and systems by loops over rows and columns. */
export const linearSystems: Readonly<Record<string, Expansion>> = {
  cholesky: inDouble((a) => [choleskyByColumns(a)]),
  triangularSolve: (inputs, attributes, outputs) =>
    inDouble((a, b) => [triangularSolveByRows(a, b, attributes as TriangularSolveOptions)])(
      inputs,
      attributes,
      outputs,
    ),
  solve: inDouble((a, b) => [solveByElimination(a, b)]),
  determinant: inDouble((a) => [determinantByElimination(a)]),
  logDeterminant: inDouble((a) => logDeterminantByElimination(a)),
  cofactors: inDouble((a) => [cofactorsBySvd(a)]),
};
