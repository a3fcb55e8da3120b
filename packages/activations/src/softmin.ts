import { type AlongAxis, negate, softmax, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * softmax(-x) along an axis (default: the last): positive, of sum 1, the smallest element gets the most.
 *
 * Shapes: x [...s] -> [...s]. A row of Infinity alone is NaN: no probabilities follow from it.
 * @good Probabilities that prefer small scores.
 * @bad Only softmax of -x.
 * @use Where scores are costs or distances.
 * @throws ShapeError when there is no such axis; DTypeError unless x is of a floating-point type.
 * @example softmin(distances, { axis: 0 })
 */
export function softmin(x: Tensor, options?: AlongAxis): Tensor {
  checkInput("softmin", x);
  return softmax(negate(x), options);
}
