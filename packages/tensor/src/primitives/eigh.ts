import { zerosLike } from "../creation/full.ts";
import { asColumn, asRow, diagonalMatrix } from "../internal/diagonal.ts";
import { eachMatrix } from "../internal/each-matrix.ts";
import { checkSquare } from "../internal/linear-system.ts";
import { scaleOf } from "../internal/powers-of-two.ts";
import { reciprocal, roundingOf } from "../internal/reciprocal.ts";
import { symmetricEigen } from "../internal/symmetric-eigen.ts";
import { symmetrize } from "../internal/symmetrize.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { add, multiply, subtract } from "./arithmetic.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";

/** Of symmetric matrices. */
const eighPrimitive: Primitive<readonly [Tensor], [Tensor, Tensor], undefined> = {
  name: "eigh",
  shape: ([a]) => [
    { shape: a.shape.slice(0, -1), dtype: a.dtype },
    { shape: a.shape, dtype: a.dtype },
  ],
  kernel: (inputs, _, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a) => {
      const scale = scaleOf(a);
      if (Number.isNaN(scale)) return [new Float64Array(n).fill(NaN), a.fill(NaN)];
      const unit = a.map((x) => x / scale);
      const { values, vectors } = symmetricEigen(unit, n);
      return [values.map((x) => x * scale), vectors];
    });
  },
  // A' = V (diag(w') + F * V^T V') V^T, F_ij = 1 / (w_j - w_i)
  vjp: ([ofValues, ofVectors], [a], [values, vectors]) => [
    () => {
      if (a.size === 0) return zerosLike(a);
      const gaps = subtract(asRow(values), asColumn(values));
      const turned = matmul(swapLastAxes(vectors), ofVectors);
      const inner = multiply(reciprocal(gaps, asColumn(roundingOf(values))), turned);
      return matmul(matmul(vectors, add(diagonalMatrix(ofValues), inner)), swapLastAxes(vectors));
    },
  ],
  batch: (inputs) => bind(eighPrimitive, inputs, undefined),
};

/**
 * Eigenvalues in ascending order and orthonormal eigenvectors, one a column, of a symmetric matrix:
 * A V = V diag(values). What is decomposed is (A + A^T) / 2, so the gradient is symmetric. By reduction to tridiagonal
 * form and QR steps in double precision.
 *
 * An eigenvector is determined up to its sign: here the largest of its entries is positive, the first one of several.
 * Where eigenvalues are equal (closer than n epsilon times the largest), only the space of their vectors is determined.
 * Functions of the eigenvalues then still have the right gradient, those of the vectors have none: the terms
 * 1 / (w_j - w_i) of equal values are left out of it.
 *
 * Shapes: a [...s, n, n] -> values [...s, n], vectors [...s, n, n]. A matrix with NaN or an infinity has NaN alone.
 * @throws ShapeError when a is not square; DTypeError for integers.
 * @see Giles 2008, An extended collection of matrix derivative results for forward and reverse mode algorithmic
 * differentiation, section 3.1
 * @example const { values, vectors } = eigh(tensor([[2, 1], [1, 2]])) // 1 and 3
 */
export function eigh(a: Tensor): { values: Tensor; vectors: Tensor } {
  checkSquare("eigh", a);
  const [values, vectors] = bind(eighPrimitive, [symmetrize(a)], undefined);
  return { values, vectors };
}
