import {
  add,
  divide,
  equal,
  greater,
  log,
  log1p,
  logicalOr,
  multiply,
  subtract,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Jensen-Shannon divergence of two distributions: the mean of the Kullback-Leibler divergences of p and q from their
 * middle m = (p + q) / 2, 1/2 sum(p log(p / m) + q log(q / m)) over an axis, with 0 log(0) = 0. From 0 to log(2).
 *
 * Shapes: predictions [...s, classes], targets the same (probabilities) -> [] ("mean", "sum") or [...s] ("none"). Unit:
 * nats. The gradient for a probability that is 0 leaves its own logarithm out.
 * @good Symmetric, and at most log 2.
 * @bad Flat where the two do not overlap.
 * @use To compare distributions as equals.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Lin 1991, IEEE Transactions on Information Theory 37(1), section IV
 * @example jensenShannon(tensor([[1, 0]]), tensor([[0, 1]])) // log(2)
 */
export const jensenShannon = (predictions: Tensor, targets: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("jensenShannon", [predictions, targets], options, ([p, q], axis) =>
    multiply(sum(add(towardsMiddle(p, q), towardsMiddle(q, p)), { axis }), 0.5),
  );

/** p log(p / m). Near 1 the ratio has no digits left; there it is 1 + d with d = (p - q) / (p + q). */
function towardsMiddle(p: Tensor, q: Tensor): Tensor {
  const total = add(p, q);
  const divisor = where(equal(total, 0), 1, total);
  const d = divide(subtract(p, q), divisor);
  const isNear = greater(d, -0.5);
  const ratio = divide(multiply(p, 2), divisor);
  const far = log(where(logicalOr(isNear, equal(p, 0)), 1, ratio));
  return multiply(p, where(isNear, log1p(where(isNear, d, 0)), far));
}
