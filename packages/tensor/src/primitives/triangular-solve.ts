import { bandMask } from "../internal/band-mask.ts";
import { checkOptions } from "../internal/check-options.ts";
import { eachMatrix } from "../internal/each-matrix.ts";
import { solveSystem } from "../internal/linear-system.ts";
import { once } from "../internal/once.ts";
import { solveTriangular, type Triangle, zeroOnDiagonal } from "../internal/solve-triangular.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { negate } from "./arithmetic.ts";
import { expandBatch } from "./broadcast.ts";
import { matmul } from "./matmul.ts";
import { swapLastAxes } from "./movement.ts";
import { where } from "./where.ts";

/** a [...s, n, n], b [...s, n, k] -> [...s, n, k]: the leading axes are equal here. */
const triangularSolvePrimitive: Primitive<readonly [Tensor, Tensor], [Tensor], Triangle> = {
  name: "triangularSolve",
  shape: ([, b]) => [{ shape: b.shape, dtype: b.dtype }],
  kernel: (inputs, triangle, specs) => {
    const n = inputs[0].shape.at(-1)!;
    return eachMatrix(inputs, specs, (a, b) => {
      const zero = triangle.unitDiagonal ? -1 : zeroOnDiagonal(a, n);
      if (zero >= 0)
        throw new RangeError(
          `triangularSolve: the diagonal must not hold 0, got 0 in row ${zero} of ${n}; is the matrix singular?`,
        );
      solveTriangular(a, n, b, triangle);
      return [b];
    });
  },
  // X = T^-1 B: B' = T^-T X', T' = -B' X^T where T is read; for X = T^-T B: B' = T^-1 X', T' = -X B'^T
  vjp: ([cotangent], [a], [x], triangle) => {
    const ofB = once(() => triangularSolve(a, cotangent, { ...triangle, transposed: !triangle.transposed }));
    return [
      () => {
        const [left, right] = triangle.transposed ? [x, ofB()] : [ofB(), x];
        return where(maskOf(triangle, a.shape.at(-1)!), negate(matmul(left, swapLastAxes(right))), 0);
      },
      ofB,
    ];
  },
  batch: (inputs, batched, triangle, size) =>
    batched[0]
      ? bind(triangularSolvePrimitive, expandBatch(inputs, batched, size) as [Tensor, Tensor], triangle)
      : [triangularSolve(...inputs, triangle)], // one system of more columns
};

const maskOf = ({ lower, unitDiagonal }: Triangle, n: number): Tensor => {
  const nearest = unitDiagonal ? 1 : 0;
  return lower ? bandMask(n, -n, -nearest) : bandMask(n, nearest, n);
};

export interface TriangularSolveOptions {
  /** T is the lower triangle (default), else the upper one. */
  readonly lower?: boolean;
  /** Solve T^T X = B; default false. */
  readonly transposed?: boolean;
  /** The diagonal of T counts as 1 and is not read; default false. */
  readonly unitDiagonal?: boolean;
}

/**
 * The solution X of T X = B for a triangle T of a matrix, by substitution; the other triangle is never read.
 *
 * Shapes: a [...s, n, n], b [...s, n, k] -> [...s, n, k], leading axes broadcast; a vector b [n] -> [...s, n].
 * @throws ShapeError when the matrices are not square or the rows differ; DTypeError when the types do, or are integers;
 * RangeError when there is a 0 on the diagonal.
 * @example const l = cholesky(a); const x = triangularSolve(l, triangularSolve(l, b), { transposed: true }) // a x = b
 */
export function triangularSolve(a: Tensor, b: Tensor, options: TriangularSolveOptions = {}): Tensor {
  const {
    lower = true,
    transposed = false,
    unitDiagonal = false,
  } = checkOptions("triangularSolve", options, "lower: false");
  return solveSystem(
    "triangularSolve",
    a,
    b,
    (left, right) => bind(triangularSolvePrimitive, [left, right], { lower, transposed, unitDiagonal })[0],
  );
}
