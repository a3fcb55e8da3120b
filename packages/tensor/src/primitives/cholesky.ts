import { bandMask } from "../internal/band-mask.ts";
import { eachMatrix } from "../internal/each-matrix.ts";
import { factorCholesky } from "../internal/factor-cholesky.ts";
import { checkSquare } from "../internal/linear-system.ts";
import { symmetrize } from "../internal/symmetrize.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { multiply } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";
import { triangularSolve } from "./triangular-solve.ts";
import { where } from "./where.ts";

/** Of symmetric matrices. */
const choleskyPrimitive: Primitive<readonly [Tensor], [Tensor], undefined> = {
  name: "cholesky",
  shape: ([a]) => [{ shape: a.shape, dtype: a.dtype }],
  kernel: (inputs, _, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a) => {
      const factor = factorCholesky(a, n);
      if (typeof factor === "number")
        throw new RangeError(
          `cholesky: a positive definite matrix is needed, got one whose leading ${factor + 1} x ${factor + 1} block is not; add a multiple of eye?`,
        );
      return [factor];
    });
  },
  // A' = L^-T phi(L^T L') L^-1, where phi takes the lower triangle and half of the diagonal
  vjp: ([cotangent], _inputs, [l]) => [
    () => {
      const inner = lowerWithHalfDiagonal(matmul(swapLastAxes(l), cotangent));
      const left = triangularSolve(l, inner, { transposed: true });
      return swapLastAxes(triangularSolve(l, swapLastAxes(left), { transposed: true }));
    },
  ],
  batch: (inputs) => bind(choleskyPrimitive, inputs, undefined),
};

function lowerWithHalfDiagonal(x: Tensor): Tensor {
  const n = x.shape.at(-1)!;
  return where(bandMask(n, -n, -1), x, where(bandMask(n, 0, 0), multiply(x, 0.5), 0));
}

/**
 * The lower triangular L with positive diagonal of A = L L^T, for A symmetric and positive definite. What is factored
 * is (A + A^T) / 2, so the gradient is symmetric.
 *
 * Shapes: a [...s, n, n] -> [...s, n, n].
 * @throws ShapeError when a is not square; DTypeError for integers; RangeError when a is not positive definite.
 * @see Murray 2016, Differentiation of the Cholesky decomposition
 * @example cholesky(tensor([[4, 2], [2, 5]])) // [[2, 0], [1, 2]]
 */
export function cholesky(a: Tensor): Tensor {
  checkSquare("cholesky", a);
  return bind(choleskyPrimitive, [symmetrize(a)], undefined)[0];
}
