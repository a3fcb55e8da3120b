import { eye } from "../creation/eye.ts";
import { bandMask } from "../internal/band-mask.ts";
import { cofactors } from "../internal/cofactors.ts";
import { eachMatrix } from "../internal/each-matrix.ts";
import { factorLu, solveFactored } from "../internal/factor-lu.ts";
import { checkSquare, solveSystem } from "../internal/linear-system.ts";
import { once } from "../internal/once.ts";
import { productOf } from "../internal/powers-of-two.ts";
import { zeroOnDiagonal } from "../internal/solve-triangular.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { multiply, negate, subtract } from "./arithmetic.ts";
import { expandBatch } from "./broadcast.ts";
import { matmul } from "./matmul.ts";
import { reshape, swapLastAxes } from "./movement.ts";
import { sum } from "./sum.ts";
import { where } from "./where.ts";

const solvePrimitive: Primitive<readonly [Tensor, Tensor], [Tensor], { caller: string }> = {
  name: "solve",
  shape: ([, b]) => [{ shape: b.shape, dtype: b.dtype }],
  kernel: (inputs, { caller }, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a, b) => {
      const permutation = factorLu(a, n);
      const zero = zeroOnDiagonal(a, n);
      if (zero >= 0)
        throw new RangeError(
          `${caller}: an invertible matrix is needed, got a singular one (column ${zero} of ${n} depends on those before it); use svd, or add a multiple of eye?`,
        );
      return [solveFactored(a, n, permutation, b)];
    });
  },
  // X = A^-1 B: B' = A^-T X', A' = -B' X^T
  vjp: ([cotangent], [a], [x], { caller }) => {
    const ofB = once(() => solveFor(caller, swapLastAxes(a), cotangent));
    return [() => negate(matmul(ofB(), swapLastAxes(x))), ofB];
  },
  batch: (inputs, batched, { caller }, size) =>
    batched[0]
      ? bind(solvePrimitive, expandBatch(inputs, batched, size) as [Tensor, Tensor], { caller })
      : [solveFor(caller, ...inputs)], // one system of more columns
};

/** `solve` under the name of the operation that errors should show. */
export const solveFor = (caller: string, a: Tensor, b: Tensor): Tensor =>
  solveSystem(caller, a, b, (left, right) => bind(solvePrimitive, [left, right], { caller })[0]);

/**
 * The solution X of A X = B, by LU factorisation with partial pivoting in double precision.
 *
 * Shapes: a [...s, n, n], b [...s, n, k] -> [...s, n, k], leading axes broadcast; a vector b [n] -> [...s, n].
 * @throws ShapeError when a is not square or the rows differ; DTypeError when the types do, or are integers; RangeError
 * when a is singular: a pivot is exactly 0. Near to that, the result is large and has few right digits.
 * @see Golub, Van Loan 2013, Matrix computations, section 3.4
 * @example solve(tensor([[3, 1], [1, 2]]), tensor([9, 8])) // 2 3
 */
export const solve = (a: Tensor, b: Tensor): Tensor => solveFor("solve", a, b);

const determinantPrimitive: Primitive<readonly [Tensor], [Tensor], undefined> = {
  name: "determinant",
  shape: ([a]) => [{ shape: a.shape.slice(0, -2), dtype: a.dtype }],
  kernel: (inputs, _, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a) => {
      const { sign } = factorLu(a, n);
      return [Float64Array.of(sign * productOf(diagonalOf(a, n)))];
    });
  },
  // d det(A) = <cof(A), dA>
  vjp: ([cotangent], [a]) => [() => multiply(asMatrices(cotangent), bind(cofactorsPrimitive, [a], undefined)[0])],
  batch: (inputs) => bind(determinantPrimitive, inputs, undefined),
};

/** The gradient of the determinant, det(A) A^-T where A is invertible. */
const cofactorsPrimitive: Primitive<readonly [Tensor], [Tensor], undefined> = {
  name: "cofactors",
  shape: ([a]) => [{ shape: a.shape, dtype: a.dtype }],
  kernel: (inputs, _, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a) => [cofactors(a, n)]);
  },
  // d C = C (tr(W) I - W^T) for dA, where W = A^-1 dA; the transpose of that map has the same form
  vjp: ([cotangent], [a], [c]) => [
    () => {
      const w = solveFor("determinant (second derivative)", a, cotangent);
      return subtract(multiply(asMatrices(trace(w)), c), matmul(c, swapLastAxes(w)));
    },
  ],
  batch: (inputs) => bind(cofactorsPrimitive, inputs, undefined),
};

/**
 * The determinant, by LU factorisation in double precision. Its gradient, the cofactors, is right for singular matrices
 * too; the second derivative needs an invertible one.
 *
 * Shapes: a [...s, n, n] -> [...s]; 1 for n = 0.
 * @throws ShapeError when a is not square; DTypeError for integers; RangeError in the second derivative at a singular
 * matrix.
 * @example determinant(tensor([[1, 2], [3, 4]])) // -2
 */
export function determinant(a: Tensor): Tensor {
  checkSquare("determinant", a);
  return bind(determinantPrimitive, [a], undefined)[0];
}

const logDeterminantPrimitive: Primitive<readonly [Tensor], [Tensor, Tensor], undefined> = {
  name: "logDeterminant",
  shape: ([a]) => {
    const spec = { shape: a.shape.slice(0, -2), dtype: a.dtype };
    return [spec, spec];
  },
  kernel: (inputs, _, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a) => {
      let { sign } = factorLu(a, n);
      let logarithm = 0;
      for (const pivot of diagonalOf(a, n)) {
        sign *= Math.sign(pivot);
        logarithm += Math.log(Math.abs(pivot));
      }
      return [Float64Array.of(sign), Float64Array.of(logarithm)];
    });
  },
  // d log |det(A)| = <A^-T, dA>; the sign is constant
  vjp: ([, cotangent], [a]) => [
    () => {
      const identity = eye(a.shape.at(-1)!, undefined, a.dtype);
      return multiply(asMatrices(cotangent), solveFor("logDeterminant", swapLastAxes(a), identity));
    },
  ],
  batch: (inputs) => bind(logDeterminantPrimitive, inputs, undefined),
};

/**
 * The determinant as its sign (-1, 0 or 1) and the logarithm of its absolute value, which neither over- nor underflows.
 * A singular matrix has 0 and -Infinity, and no gradient: asking for it throws.
 *
 * Shapes: a [...s, n, n] -> [...s], both.
 * @throws ShapeError when a is not square; DTypeError for integers.
 * @example const { logarithm } = logDeterminant(covariance)
 */
export function logDeterminant(a: Tensor): { sign: Tensor; logarithm: Tensor } {
  checkSquare("logDeterminant", a);
  const [sign, logarithm] = bind(logDeterminantPrimitive, [a], undefined);
  return { sign, logarithm };
}

const diagonalOf = (a: Float64Array, n: number): number[] => Array.from({ length: n }, (_, i) => a[i * n + i]!);

/** One number a matrix, to be multiplied with matrices. */
const asMatrices = (x: Tensor): Tensor => reshape(x, [...x.shape, 1, 1]);

const trace = (x: Tensor): Tensor => sum(where(bandMask(x.shape.at(-1)!, 0, 0), x, 0), { axis: [-2, -1] });
