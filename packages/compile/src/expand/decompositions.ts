import {
  abs,
  add,
  argMax,
  argSort,
  broadcastTo,
  cast,
  concat,
  divide,
  equal,
  expandDims,
  eye,
  greaterEqual,
  less,
  lessEqual,
  matmul,
  max,
  multiply,
  pad,
  qr,
  reshape,
  rsqrt,
  slice,
  sqrt,
  square,
  subtract,
  sum,
  swapLastAxes,
  takeAlongAxis,
  type Tensor,
  where,
  zerosLike,
} from "@adjoint/tensor";
import { type Expansion, inDouble } from "./expansion.ts";
import { columnNumbers, columnOf, diagonalOf, rowNumbers, rowOf } from "./linear-systems.ts";
import { loop } from "./loop.ts";

/** More than Jacobi's method takes: it converges quadratically, after six to ten sweeps in double precision. */
const SWEEPS = 14;

/** One number a matrix, to divide by so that no square leaves the range; 1 for zeros. */
function scaleOf(a: Tensor): Tensor {
  const largest = max(abs(a), { axis: [-2, -1], keepDims: true });
  return where(equal(largest, 0), 1, largest);
}

/** -1 where x is below 0, else 1. */
const signOf = (x: Tensor): Tensor => where(less(x, 0), -1, where(equal(x, x), 1, x));

/** Reflections make column after column vanish below the diagonal; from the last one back they make Q. */
function qrByReflections(a: Tensor): readonly [q: Tensor, r: Tensor] {
  const [m, n] = a.shape.slice(-2) as [number, number];
  const scale = scaleOf(a);
  const rows = rowNumbers(m);
  const [reduced, reflectors] = loop(
    n,
    (k, [r, vs]) => {
      const column = where(less(rows, k), 0, columnOf(r, k));
      const length = sqrt(sum(square(column), { axis: -2, keepDims: true }));
      const first = rowOf(column, k);
      // the sign that does not cancel
      const v = add(column, where(equal(rows, k), multiply(signOf(first), length), 0));
      return [reflected(r, v), where(equal(columnNumbers(n), k), v, vs)];
    },
    [divide(a, scale), zerosLike(a)],
  );
  const [orthonormal] = loop(
    n,
    (round, [q], vs) => [reflected(q, columnOf(vs, subtract(n - 1, round)))],
    [broadcastTo(eye(m, n, a.dtype), a.shape)],
    reflectors,
  );
  const topRows = slice(reduced, [...a.shape.slice(2).map(() => null), [0, n]]);
  const upper = where(lessEqual(rowNumbers(n), columnNumbers(n)), topRows, 0);
  const signs = signOf(diagonalOf(upper));
  return [multiply(orthonormal, expandDims(signs, -2)), multiply(multiply(upper, expandDims(signs, -1)), scale)];
}

/** x - 2 v v^T x / v^T v; x itself where v is 0. */
function reflected(x: Tensor, v: Tensor): Tensor {
  const squares = sum(square(v), { axis: -2, keepDims: true });
  const weight = divide(2, where(equal(squares, 0), 1, squares));
  return subtract(x, multiply(weight, matmul(v, matmul(swapLastAxes(v), x))));
}

/** The cosine and sine that make [[a, p], [p, b]] diagonal. */
function rotationOf(a: Tensor, b: Tensor, p: Tensor): { c: Tensor; s: Tensor } {
  const isDone = lessEqual(abs(p), multiply(multiply(sqrt(abs(a)), sqrt(abs(b))), 1e-17));
  const zeta = divide(subtract(b, a), multiply(where(isDone, 1, p), 2));
  const t = where(isDone, 0, divide(signOf(zeta), add(abs(zeta), sqrt(add(square(zeta), 1)))));
  const c = rsqrt(add(square(t), 1));
  return { c, s: multiply(c, t) };
}

/** The first and the second half of an axis: pair i is element i of both. */
const halves = (x: Tensor, axis: -1 | -2): readonly [Tensor, Tensor] => {
  const size = x.shape.at(axis)!;
  return [along(x, axis, 0, size / 2), along(x, axis, size / 2, size)];
};
const along = (x: Tensor, axis: -1 | -2, start: number, end: number): Tensor =>
  slice(
    x,
    x.shape.map((_, i) => (i === x.rank + axis ? [start, end] : null)),
  );

/**
 * The next round of a tournament: all but the first move on by one place, so that in size - 1 rounds each meets each
 * once, and then all stand where they began.
 */
function moveOn([first, second]: readonly [Tensor, Tensor], axis: -1 | -2): Tensor {
  const half = first.shape.at(axis)!;
  if (half === 1) return concat([first, second], { axis });
  const parts = [
    along(first, axis, 0, 1),
    along(second, axis, 0, 1),
    along(first, axis, 1, half - 1),
    along(second, axis, 1, half),
    along(first, axis, half - 1, half),
  ];
  return concat(
    parts.filter(({ size }) => size > 0),
    { axis },
  );
}

/** Both halves turned: c x - s y and s x + c y. */
const turned = ([x, y]: readonly [Tensor, Tensor], c: Tensor, s: Tensor): readonly [Tensor, Tensor] => [
  subtract(multiply(c, x), multiply(s, y)),
  add(multiply(s, x), multiply(c, y)),
];

/** An even number of rows, the last one of zeros if need be. */
const withEvenRows = (x: Tensor, columnsToo = false): Tensor => {
  const odd = x.shape.at(-2)! % 2;
  const none: [number, number] = [0, 0];
  return odd === 0 ? x : pad(x, [...x.shape.slice(2).map(() => none), [0, 1], columnsToo ? [0, 1] : none]);
};

/** Rotations J that make the rows of x orthogonal: J x, and J. */
function orthogonalRows(x: Tensor): readonly [rows: Tensor, rotations: Tensor] {
  const even = withEvenRows(x);
  const n = even.shape.at(-2)!;
  const identity = broadcastTo(eye(n, undefined, x.dtype), [...x.shape.slice(0, -2), n, n]);
  const [rows, rotations] = loop(
    SWEEPS * (n - 1),
    (_, [w, j]) => {
      const [p, q] = halves(w, -2);
      const inner = (u: Tensor, v: Tensor): Tensor => sum(multiply(u, v), { axis: -1, keepDims: true });
      const { c, s } = rotationOf(inner(p, p), inner(q, q), inner(p, q));
      return [moveOn(turned([p, q], c, s), -2), moveOn(turned(halves(j, -2), c, s), -2)];
    },
    [even, identity],
  );
  const size = x.shape.at(-2)!;
  return [along(rows, -2, 0, size), along(along(rotations, -2, 0, size), -1, 0, size)];
}

/** Rows in another order; `order` [...s, n]. */
const reordered = (x: Tensor, order: Tensor): Tensor => takeAlongAxis(x, expandDims(order, -1), { axis: -2 });

/** +-1 for each row, so that the first of its largest entries becomes positive. */
function dominantSigns(rows: Tensor): Tensor {
  const size = abs(rows);
  const isLargest = greaterEqual(size, multiply(max(size, { axis: -1, keepDims: true }), 1 - 1e-8));
  const place = argMax(cast(isLargest, "int32"), { axis: -1, keepDims: true });
  return signOf(takeAlongAxis(rows, place, { axis: -1 }));
}

/** A = Q R, J R = diag(s) V^T and U = Q J^T; rows of length 0 get what completes the others. */
function svdByRotations(a: Tensor): readonly [u: Tensor, s: Tensor, v: Tensor] {
  const scale = scaleOf(a);
  const { q, r } = qr(divide(a, scale));
  const [rows, rotations] = orthogonalRows(r);
  const lengths = sqrt(sum(square(rows), { axis: -1 }));
  const order = argSort(lengths, { axis: -1, descending: true });
  const s = takeAlongAxis(lengths, order);
  const isZero = lessEqual(expandDims(s, -1), 1e-130);
  const right = where(isZero, 0, divide(reordered(rows, order), where(isZero, 1, expandDims(s, -1))));
  const { q: v } = qr(swapLastAxes(right)); // keeps orthonormal columns, and replaces zeros
  const signs = swapLastAxes(dominantSigns(swapLastAxes(v)));
  const u = matmul(q, swapLastAxes(reordered(rotations, order)));
  return [
    multiply(u, signs),
    multiply(where(lessEqual(s, 1e-130), 0, s), reshape(scale, [...a.shape.slice(0, -2), 1])),
    multiply(v, signs),
  ];
}

/** Rotations of rows and columns until nothing is left beside the diagonal. */
function eighByRotations(a: Tensor): readonly [values: Tensor, vectors: Tensor] {
  const size = a.shape.at(-1)!;
  const scale = scaleOf(a);
  const even = withEvenRows(divide(a, scale), true);
  const n = even.shape.at(-1)!;
  const identity = broadcastTo(eye(n, undefined, a.dtype), even.shape);
  const [diagonal, rotations] = loop(
    SWEEPS * (n - 1),
    (_, [w, j]) => {
      const [top, bottom] = halves(w, -2);
      const [p, q] = [diagonalOf(along(top, -1, 0, n / 2)), diagonalOf(along(bottom, -1, n / 2, n))];
      const beside = diagonalOf(along(top, -1, n / 2, n));
      const { c, s } = rotationOf(p, q, beside);
      const [ofRows, ofColumns] = [(x: Tensor) => expandDims(x, -1), (x: Tensor) => expandDims(x, -2)];
      const half = concat(turned([top, bottom], ofRows(c), ofRows(s)), { axis: -2 });
      const whole = moveOn(turned(halves(half, -1), ofColumns(c), ofColumns(s)), -1);
      return [moveOn(halves(whole, -2), -2), moveOn(turned(halves(j, -2), ofRows(c), ofRows(s)), -2)];
    },
    [even, identity],
  );
  const values = slice(diagonalOf(diagonal), [...a.shape.slice(2).map(() => null), [0, size]]);
  const order = argSort(values, { axis: -1 });
  const vectors = reordered(along(along(rotations, -2, 0, size), -1, 0, size), order);
  return [
    multiply(takeAlongAxis(values, order), reshape(scale, [...a.shape.slice(0, -2), 1])),
    swapLastAxes(multiply(vectors, dominantSigns(vectors))),
  ];
}

/** Decompositions of matrices by reflections and rotations, in loops. */
export const decompositions: Readonly<Record<string, Expansion>> = {
  qr: inDouble((a) => qrByReflections(a)),
  svd: inDouble((a) => svdByRotations(a)),
  eigh: inDouble((a) => eighByRotations(a)),
};
