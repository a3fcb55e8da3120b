import { zerosLike } from "../creation/full.ts";
import { asColumn, asRow, diagonalMatrix, scaleColumns, scaleRows } from "../internal/diagonal.ts";
import { eachMatrix } from "../internal/each-matrix.ts";
import { jacobiSvd } from "../internal/jacobi-svd.ts";
import { checkMatrix } from "../internal/linear-system.ts";
import { scaleOf } from "../internal/powers-of-two.ts";
import { reciprocal, roundingOf } from "../internal/reciprocal.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";

/** a [...s, m, n] with m >= n -> u [...s, m, n], s [...s, n], v [...s, n, n]. */
const svdPrimitive: Primitive<readonly [Tensor], [Tensor, Tensor, Tensor], undefined> = {
  name: "svd",
  shape: ([a]) => {
    const { dtype, shape } = a;
    const [lead, n] = [shape.slice(0, -2), shape.at(-1)!];
    return [
      { shape, dtype },
      { shape: [...lead, n], dtype },
      { shape: [...lead, n, n], dtype },
    ];
  },
  kernel: (inputs, _, specs) => {
    const [m, n] = inputs[0].shape.slice(-2) as [number, number];
    return eachMatrix(inputs, specs, (a) => {
      const scale = scaleOf(a);
      if (Number.isNaN(scale)) return [a.fill(NaN), new Float64Array(n).fill(NaN), new Float64Array(n * n).fill(NaN)];
      const unit = a.map((x) => x / scale);
      const { u, s, v } = jacobiSvd(unit, m, n);
      return [u, s.map((x) => x * scale), v];
    });
  },
  // A' = (U (F * skew(U^T U') S + diag(s') + S F * skew(V^T V')) + (I - U U^T) U' S^-1) V^T,
  // F_ij = 1 / (s_j^2 - s_i^2), skew(X) = X - X^T
  vjp: ([ofU, ofS, ofV], [a], [u, s, v]) => [
    () => {
      if (a.size === 0) return zerosLike(a);
      const rounding = roundingOf(s);
      const gaps = reciprocal(subtract(asRow(s), asColumn(s)), asColumn(rounding));
      const f = multiply(gaps, reciprocal(add(asRow(s), asColumn(s)), asColumn(rounding)));
      const turnedU = matmul(swapLastAxes(u), ofU);
      const left = scaleColumns(multiply(f, skew(turnedU)), s);
      const right = scaleRows(multiply(f, skew(matmul(swapLastAxes(v), ofV))), s);
      const inside = matmul(u, add(add(left, diagonalMatrix(ofS)), right));
      if (a.shape.at(-2) === a.shape.at(-1)) return matmul(inside, swapLastAxes(v)); // U U^T = I
      const outside = scaleColumns(subtract(ofU, matmul(u, turnedU)), reciprocal(s, rounding));
      return matmul(add(inside, outside), swapLastAxes(v));
    },
  ],
  batch: (inputs) => bind(svdPrimitive, inputs, undefined),
};

const skew = (x: Tensor): Tensor => subtract(x, swapLastAxes(x));

/**
 * The reduced singular value decomposition A = U diag(s) V^T: orthonormal columns in u and v, s descending and not
 * negative. By one-sided Jacobi rotations in double precision, which also find small singular values to many digits.
 *
 * A pair of vectors is determined up to its sign: here the largest entry of the column of v (of u, if A is wide) is
 * positive, the first one of several. Where singular values are equal (closer than k epsilon times the largest), only
 * the spaces of their vectors are determined. Functions of the singular values then still have the right gradient,
 * those of the vectors have none: the terms 1 / (s_j - s_i) of equal values, and 1 / s of those that are 0, are left out
 * of it.
 *
 * Shapes: a [...s, m, n] -> u [...s, m, k], s [...s, k], v [...s, n, k], k = min(m, n). A matrix with NaN or an
 * infinity has NaN alone.
 * @throws ShapeError unless a has two axes or more; DTypeError for integers.
 * @see Townsend 2016, Differentiating the singular value decomposition
 * @example const { u, s, v } = svd(a); const rank1 = multiply(outer(slice(u, [null, 0]), slice(v, [null, 0])), slice(s, [0]))
 */
export function svd(a: Tensor): { u: Tensor; s: Tensor; v: Tensor } {
  checkMatrix("svd", a);
  const isWide = a.shape.at(-2)! < a.shape.at(-1)!;
  const [left, s, right] = bind(svdPrimitive, [isWide ? swapLastAxes(a) : a], undefined);
  return isWide ? { u: right, s, v: left } : { u: left, s, v: right };
}
