import {
  type AlongAxis,
  add,
  arange,
  cast,
  cumsum,
  divide,
  greater,
  lessEqual,
  max,
  moveAxis,
  multiply,
  normalizeAxis,
  sort,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";

/**
 * The probabilities nearest to x: its Euclidean projection onto the simplex, along an axis (default: the last). Unlike
 * `softmax` it gives exact zeros: max(x - tau, 0) with the tau that makes the sum 1.
 *
 * Shapes: x [...s] -> [...s]. A row of -Infinity alone is NaN, as in `softmax`, and so is one with Infinity.
 * With k entries above 0 their gradient is the cotangent minus its mean over them, and that of the others is 0; an entry
 * just at tau counts as one of the others.
 * @good Probabilities with exact zeros.
 * @bad No gradient for what is 0.
 * @use For attention that should point at few things.
 * @throws ShapeError when there is no such axis; DTypeError unless x is of a floating-point type.
 * @see Martins & Astudillo 2016, From softmax to sparsemax, algorithm 1.
 * @example sparsemax(tensor([2, 1.5, 0])) // 0.75 0.25 0
 */
export function sparsemax(x: Tensor, { axis = -1 }: AlongAxis = {}): Tensor {
  checkInput("sparsemax", x);
  const along = normalizeAxis("sparsemax", axis, x.rank);
  if (x.size === 0) return x;
  const rows = moveAxis(x, along, -1);
  // a shift of all changes nothing, and near 0 the sums keep their digits
  const shifted = subtract(rows, max(stopGradient(rows), { axis: -1, keepDims: true }));
  const sharp = subtract(shifted, thresholdOf(shifted));
  return moveAxis(where(lessEqual(sharp, 0), 0, sharp), -1, along);
}

/** tau = (z_1 + ... + z_k - 1) / k for the largest k with 1 + k z_k > z_1 + ... + z_k, where z is x, largest first. */
function thresholdOf(x: Tensor): Tensor {
  const z = sort(x, { descending: true });
  const ranks = arange(1, x.shape.at(-1)! + 1, 1, x.dtype);
  const isInside = greater(add(multiply(z, ranks), 1), cumsum(z));
  const over = { axis: -1, keepDims: true };
  return divide(subtract(sum(where(isInside, z, 0), over), 1), sum(cast(isInside, x.dtype), over));
}
