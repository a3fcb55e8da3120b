import { eye } from "../creation/eye.ts";
import { checkSquare } from "../internal/linear-system.ts";
import { solveFor } from "../primitives/solve-determinant.ts";
import type { Tensor } from "../tensor.ts";

/**
 * The inverse of a matrix. To apply it to something, `solve(a, b)` is faster and more accurate than a product with it.
 *
 * Shapes: a [...s, n, n] -> [...s, n, n].
 * @throws ShapeError when a is not square; DTypeError for integers; RangeError when a is singular.
 * @example inverse(tensor([[2, 0], [0, 4]])) // [[0.5, 0], [0, 0.25]]
 */
export function inverse(a: Tensor): Tensor {
  checkSquare("inverse", a);
  return solveFor("inverse", a, eye(a.shape.at(-1)!, undefined, a.dtype));
}
