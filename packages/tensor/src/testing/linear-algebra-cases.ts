import * as t from "../index.ts";
import type { NestedNumbers } from "../tensor.ts";
import type { CaseInput, PrimitiveCase } from "./primitive-case.ts";

type Vector = number[];
type Matrix = number[][];

// What follows is textbook algebra on nested arrays: slow, and independent of every kernel.

const transposed = (x: Matrix): Matrix => x[0]!.map((_, j) => x.map((row) => row[j]!));
const dot = (x: Vector, y: Vector): number => x.reduce((total, a, i) => total + a * y[i]!, 0);
const product = (a: Matrix, b: Matrix): Matrix => a.map((row) => transposed(b).map((column) => dot(row, column)));
const scaled = (a: Matrix, by: number): Matrix => a.map((row) => row.map((x) => x * by));
const sum = (a: Matrix, b: Matrix): Matrix => a.map((row, i) => row.map((x, j) => x + b[i]![j]!));
const identity = (n: number): Matrix =>
  Array.from({ length: n }, (_, i) => Array.from({ length: n }, (_unused, j) => Number(i === j)));
const diagonal = (values: Vector): Matrix => values.map((x, i) => values.map((_, j) => (i === j ? x : 0)));
const symmetric = (a: Matrix): Matrix => scaled(sum(a, transposed(a)), 0.5);
const lower = (a: Matrix, unit = false): Matrix =>
  a.map((row, i) => row.map((x, j) => (j < i ? x : j > i ? 0 : unit ? 1 : x)));
const upper = (a: Matrix, unit = false): Matrix => transposed(lower(transposed(a), unit));
const minor = (a: Matrix, i: number, j: number): Matrix =>
  a.filter((_, k) => k !== i).map((row) => row.filter((_, k) => k !== j));

/** By the first row (Laplace). */
const expand = (a: Matrix): number =>
  a.length === 0 ? 1 : a[0]!.reduce((total, x, j) => total + (-1) ** j * x * expand(minor(a, 0, j)), 0);
/** By minors (Cramer). */
const inverted = (a: Matrix): Matrix =>
  transposed(a.map((row, i) => row.map((_, j) => ((-1) ** (i + j) * expand(minor(a, i, j))) / expand(a))));
/** Row by row (Cholesky, Banachiewicz). */
const factored = (a: Matrix): Matrix => {
  const l = scaled(a, 0);
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const rest = row[j]! - dot(l[i]!.slice(0, j), l[j]!.slice(0, j));
      l[i]![j] = i === j ? Math.sqrt(rest) : rest / l[j]![j]!;
    }
  });
  return l;
};
/** Each column without its parts along those before it (Gram, Schmidt), of length 1. */
const orthonormal = (a: Matrix): Matrix => {
  const basis: Matrix = [];
  for (const column of transposed(a)) {
    const rest = basis.reduce((v, q) => v.map((x, i) => x - dot(q, v) * q[i]!), column);
    basis.push(rest.map((x) => x / Math.hypot(...rest)));
  }
  return transposed(basis);
};
/** Of a symmetric matrix, by rotating off-diagonal elements away in turn (Jacobi). Ascending, vectors in columns. */
const eigen = (a: Matrix): { values: Vector; vectors: Matrix } => {
  let [rest, vectors] = [a, identity(a.length)];
  for (let sweep = 0; sweep < 20; sweep++)
    for (let i = 0; i < a.length; i++)
      for (let j = 0; j < i; j++) {
        const angle = 0.5 * Math.atan2(2 * rest[i]![j]!, rest[j]![j]! - rest[i]![i]!);
        const turn = identity(a.length);
        turn[i]![i] = turn[j]![j] = Math.cos(angle);
        turn[i]![j] = Math.sin(angle);
        turn[j]![i] = -Math.sin(angle);
        rest = product(product(transposed(turn), rest), turn);
        vectors = product(vectors, turn);
      }
  const order = rest.map((_, i) => i).sort((i, j) => rest[i]![i]! - rest[j]![j]!);
  return {
    values: order.map((i) => rest[i]![i]!),
    vectors: transposed(order.map((i) => withLargestPositive(vectors.map((row) => row[i]!)))),
  };
};
const withLargestPositive = (v: Vector): Vector => {
  const largest = v.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
  return v.map((x) => x * Math.sign(largest));
};
/** Of a matrix that is not wide, from the eigenvectors of A^T A. */
const singular = (a: Matrix): { u: Matrix; s: Vector; v: Matrix } => {
  const { values, vectors } = eigen(product(transposed(a), a));
  const s = values.map(Math.sqrt).reverse();
  const v = vectors.map((row) => [...row].reverse());
  return { u: product(product(a, v), diagonal(s.map((x) => 1 / x))), s, v };
};
/** e^A by its series. */
const exponential = (a: Matrix): Matrix => {
  let [total, term] = [identity(a.length), identity(a.length)];
  for (let k = 1; k < 60; k++) {
    term = scaled(product(term, a), 1 / k);
    total = sum(total, term);
  }
  return total;
};

// Well conditioned, with singular values and eigenvalues far from each other.
const square: CaseInput = {
  values: [
    [0.5, 2, -1],
    [3, 0.25, 0.5],
    [-0.5, 1, 1.5],
  ],
};
const triangle: CaseInput = {
  values: [
    [2, 0.5, -1],
    [0.75, -1.5, 0.25],
    [-0.5, 1, 1.25],
  ],
};
const definite: CaseInput = {
  values: [
    [4, 1.5, -1],
    [0.5, 3, 0.75],
    [0.5, 0.25, 2],
  ],
};
const pair: CaseInput = {
  values: [
    [
      [2, 0.5],
      [1, 1.5],
    ],
    [
      [-0.5, 2],
      [1.5, 1],
    ],
  ],
};
const tall: CaseInput = {
  values: [
    [1.5, 0.5, -1],
    [0.25, 2, 0.75],
    [-1, 0.5, 3],
    [0.75, -0.25, 1],
  ],
};
const wide: CaseInput = {
  values: [
    [1.5, 0.5, -1],
    [0.25, 2, 0.75],
  ],
};
const right: CaseInput = { shape: [3, 2] };

const ascending = (x: Vector): Vector => [...x].sort((a, b) => a - b);
const positions = (x: Vector): Vector => x.map((_, i) => i).sort((i, j) => x[i]! - x[j]!);

const sortingCases: readonly PrimitiveCase[] = [
  {
    name: "argSort",
    inputs: [{ shape: [2, 5] }],
    run: (x) => t.argSort(x),
    reference: (x: Matrix) => x.map(positions),
    isConstant: true,
  },
  {
    name: "sort",
    inputs: [{ shape: [2, 5] }],
    run: (x) => t.sort(x),
    reference: (x: Matrix) => x.map(ascending),
  },
  {
    name: "sort the first axis, the largest first",
    inputs: [{ shape: [4, 2] }],
    run: (x) => t.sort(x, { axis: 0, descending: true }),
    reference: (x: Matrix) => transposed(transposed(x).map((column) => ascending(column).reverse())),
  },
  {
    name: "topK values",
    inputs: [{ shape: [5, 2] }],
    run: (x) => t.topK(x, 2, { axis: 0 }).values,
    reference: (x: Matrix) => transposed(transposed(x).map((column) => ascending(column).reverse().slice(0, 2))),
  },
  {
    name: "topK indices",
    inputs: [{ shape: [2, 5] }],
    run: (x) => t.topK(x, 3).indices,
    reference: (x: Matrix) => x.map((row) => positions(row).reverse().slice(0, 3)),
    isConstant: true,
  },
];

const systemCases: readonly PrimitiveCase[] = [
  {
    name: "triangularSolve of a lower triangle",
    inputs: [triangle, right],
    run: (a, b) => t.triangularSolve(a, b),
    reference: (a: Matrix, b: Matrix) => product(inverted(lower(a)), b),
  },
  {
    name: "triangularSolve of an upper triangle",
    inputs: [triangle, right],
    run: (a, b) => t.triangularSolve(a, b, { lower: false }),
    reference: (a: Matrix, b: Matrix) => product(inverted(upper(a)), b),
  },
  {
    name: "triangularSolve of a transposed lower triangle",
    inputs: [triangle, right],
    run: (a, b) => t.triangularSolve(a, b, { transposed: true }),
    reference: (a: Matrix, b: Matrix) => product(inverted(transposed(lower(a))), b),
  },
  {
    name: "triangularSolve of a transposed upper triangle with ones on the diagonal, for a vector",
    inputs: [triangle, { shape: [3] }],
    run: (a, b) => t.triangularSolve(a, b, { lower: false, transposed: true, unitDiagonal: true }),
    reference: (a: Matrix, b: Vector) => product(inverted(transposed(upper(a, true))), transposed([b])).flat(),
  },
  {
    name: "triangularSolve of a batch with one right side",
    inputs: [pair, { shape: [2, 1] }],
    run: (a, b) => t.triangularSolve(a, b, { unitDiagonal: true }),
    reference: (a: Matrix[], b: Matrix) => a.map((matrix) => product(inverted(lower(matrix, true)), b)),
  },
  {
    name: "solve",
    inputs: [square, right],
    run: (a, b) => t.solve(a, b),
    reference: (a: Matrix, b: Matrix) => product(inverted(a), b),
  },
  {
    name: "solve for a vector",
    inputs: [square, { shape: [3] }],
    run: (a, b) => t.solve(a, b),
    reference: (a: Matrix, b: Vector) => product(inverted(a), transposed([b])).flat(),
  },
  {
    name: "solve of one matrix for a batch",
    inputs: [square, { shape: [2, 3, 2] }],
    run: (a, b) => t.solve(a, b),
    reference: (a: Matrix, b: Matrix[]) => b.map((matrix) => product(inverted(a), matrix)),
  },
  {
    name: "solve of batches that broadcast",
    inputs: [pair, { shape: [3, 1, 2, 1] }],
    run: (a, b) => t.solve(a, b),
    reference: (a: Matrix[], b: Matrix[][]) => b.map(([matrix]) => a.map((m) => product(inverted(m), matrix!))),
  },
  { name: "inverse", inputs: [square], run: (a) => t.inverse(a), reference: inverted },
  { name: "determinant", inputs: [square], run: (a) => t.determinant(a), reference: expand },
  {
    name: "determinant of a batch",
    inputs: [pair],
    run: (a) => t.determinant(a),
    reference: (a: Matrix[]) => a.map(expand),
  },
  {
    name: "logDeterminant",
    inputs: [square],
    run: (a) => t.logDeterminant(a).logarithm,
    reference: (a: Matrix) => Math.log(Math.abs(expand(a))),
  },
  {
    name: "logDeterminant: sign",
    inputs: [pair],
    run: (a) => t.logDeterminant(a).sign,
    reference: (a: Matrix[]) => a.map((matrix) => Math.sign(expand(matrix))),
    isConstant: true,
  },
];

const { matmul, multiply, swapLastAxes } = t;

const factorCases: readonly PrimitiveCase[] = [
  {
    name: "cholesky",
    inputs: [definite],
    run: (a) => t.cholesky(a),
    reference: (a: Matrix) => factored(symmetric(a)),
  },
  {
    name: "cholesky of a batch of products",
    inputs: [pair],
    run: (a) => t.cholesky(t.add(matmul(a, swapLastAxes(a)), t.eye(2, 2, a.dtype))),
    reference: (a: Matrix[]) => a.map((matrix) => factored(sum(product(matrix, transposed(matrix)), identity(2)))),
  },
  { name: "qr: q", inputs: [tall], run: (a) => t.qr(a).q, reference: orthonormal },
  {
    name: "qr: r",
    inputs: [tall],
    run: (a) => t.qr(a).r,
    reference: (a: Matrix) => upper(product(transposed(orthonormal(a)), a)),
  },
  {
    name: "qr of a wide matrix: q",
    inputs: [wide],
    run: (a) => t.qr(a).q,
    reference: (a: Matrix) => orthonormal(a.map((row) => row.slice(0, 2))),
  },
  {
    name: "qr of a wide matrix: r",
    inputs: [wide],
    run: (a) => t.qr(a).r,
    reference: (a: Matrix) => upper(product(transposed(orthonormal(a.map((row) => row.slice(0, 2)))), a)),
  },
  {
    name: "qr of a batch, both parts at once",
    inputs: [pair],
    run: (a) => matmul(t.qr(a).r, t.qr(a).q),
    reference: (a: Matrix[]) =>
      a.map((matrix) => {
        const q = orthonormal(matrix);
        return product(product(transposed(q), matrix), q);
      }),
  },
  { name: "svd: s", inputs: [tall], run: (a) => t.svd(a).s, reference: (a: Matrix) => singular(a).s },
  { name: "svd: u", inputs: [tall], run: (a) => t.svd(a).u, reference: (a: Matrix) => singular(a).u },
  { name: "svd: v", inputs: [tall], run: (a) => t.svd(a).v, reference: (a: Matrix) => singular(a).v },
  {
    name: "svd of a wide matrix: u",
    inputs: [wide],
    run: (a) => t.svd(a).u,
    reference: (a: Matrix) => singular(transposed(a)).v,
  },
  {
    name: "svd of a wide matrix: v",
    inputs: [wide],
    run: (a) => t.svd(a).v,
    reference: (a: Matrix) => singular(transposed(a)).u,
  },
  {
    name: "svd of a batch: u v^T",
    inputs: [pair],
    run: (a) => {
      const { u, v } = t.svd(a);
      return matmul(u, swapLastAxes(v));
    },
    // the orthogonal factor of the polar decomposition
    reference: (a: Matrix[]) =>
      a.map((matrix) => {
        const { u, v } = singular(matrix);
        return product(u, transposed(v));
      }),
  },
  {
    name: "eigh: values",
    inputs: [definite],
    run: (a) => t.eigh(a).values,
    reference: (a: Matrix) => eigen(symmetric(a)).values,
  },
  {
    name: "eigh: vectors",
    inputs: [definite],
    run: (a) => t.eigh(a).vectors,
    reference: (a: Matrix) => eigen(symmetric(a)).vectors,
  },
  {
    name: "eigh of a batch: the exponential of a matrix",
    inputs: [pair],
    run: (a) => {
      const { values, vectors } = t.eigh(a);
      return matmul(multiply(vectors, t.expandDims(t.exp(values), -2)), swapLastAxes(vectors));
    },
    reference: (a: Matrix[]): NestedNumbers => a.map((matrix) => exponential(symmetric(matrix))),
  },
];

/** Sorting and linear algebra. */
export const linearAlgebraCases: readonly PrimitiveCase[] = [...sortingCases, ...systemCases, ...factorCases];
