import { bandMask } from "../internal/band-mask.ts";
import { eachMatrix } from "../internal/each-matrix.ts";
import { householderQr } from "../internal/householder-qr.ts";
import { checkMatrix } from "../internal/linear-system.ts";
import { scaleOf } from "../internal/powers-of-two.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { add, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";
import { concat, slice } from "./slice-pad-concat.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { where } from "./where.ts";

/** a [...s, m, n] with m >= n -> q [...s, m, n], r [...s, n, n]. */
const qrPrimitive: Primitive<readonly [Tensor], [Tensor, Tensor], undefined> = {
  name: "qr",
  shape: ([a]) => {
    const n = a.shape.at(-1)!;
    return [
      { shape: a.shape, dtype: a.dtype },
      { shape: [...a.shape.slice(0, -2), n, n], dtype: a.dtype },
    ];
  },
  kernel: (inputs, _, specs) => {
    const [m, n] = inputs[0].shape.slice(-2) as [number, number];
    return eachMatrix(inputs, specs, (a) => {
      const scale = scaleOf(a);
      if (Number.isNaN(scale)) return [a.fill(NaN), new Float64Array(n * n).fill(NaN)];
      const unit = a.map((x) => x / scale);
      const { q, r } = householderQr(unit, m, n);
      return [q, r.map((x) => x * scale)];
    });
  },
  // A' = (Q' + Q sym(M)) R^-T with M = R R'^T - Q'^T Q, where sym repeats the lower triangle above the diagonal
  vjp: ([ofQ, ofR], _inputs, [q, r]) => [
    () => {
      const n = r.shape.at(-1)!;
      const m = subtract(matmul(r, swapLastAxes(ofR)), matmul(swapLastAxes(ofQ), q));
      const symmetric = where(bandMask(n, -n, 0), m, swapLastAxes(m));
      const left = add(ofQ, matmul(q, symmetric));
      return swapLastAxes(triangularSolve(r, swapLastAxes(left), { lower: false }));
    },
  ],
  batch: (inputs) => bind(qrPrimitive, inputs, undefined),
};

/**
 * The reduced factorisation A = Q R: Q has orthonormal columns, R is upper triangular with no negative number on its
 * diagonal, which makes both unique for a matrix of full rank. By Householder reflections in double precision.
 *
 * The gradient needs independent columns (the first m, when there are more): at a 0 on the diagonal of R it throws.
 *
 * Shapes: a [...s, m, n] -> q [...s, m, k], r [...s, k, n], k = min(m, n). NaN or an infinity in the first k
 * columns makes everything NaN.
 * @throws ShapeError unless a has two axes or more; DTypeError for integers.
 * @see Walter, Lehmann 2010, Algorithmic differentiation of linear algebra functions with application in optimum
 * experimental design, on its gradient
 * @example const { q, r } = qr(a); const x = triangularSolve(r, matmul(transpose(q), b), { lower: false }) // least squares
 */
export function qr(a: Tensor): { q: Tensor; r: Tensor } {
  checkMatrix("qr", a);
  const [m, n] = a.shape.slice(-2) as [number, number];
  if (m >= n) {
    const [q, r] = bind(qrPrimitive, [a], undefined);
    return { q, r };
  }
  // [X Y] = Q [R  Q^T Y], with Q R = X
  const [q, r] = bind(qrPrimitive, [columns(a, 0, m)], undefined);
  return { q, r: concat([r, matmul(swapLastAxes(q), columns(a, m, n))], { axis: -1 }) };
}

const columns = (a: Tensor, start: number, end: number): Tensor =>
  slice(a, [...a.shape.slice(1).map(() => null), [start, end]]);
