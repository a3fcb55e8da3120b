import { multiply, negate, softplus, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Logistic loss: log(1 + e^(-t p)), for predictions p and labels t = -1 or +1, elementwise, without overflow.
 *
 * Shapes: predictions [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: nats.
 * @good The logistic loss for labels -1 and +1.
 * @bad The same as sigmoidBinaryCrossEntropy with other labels.
 * @use Where labels are signs.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example softMargin(tensor([2, -1]), tensor([1, 1])) // (0.127 + 1.313) / 2
 */
export const softMargin = (predictions: Tensor, labels: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("softMargin", [predictions, labels], options, ([p, t]) => softplus(negate(multiply(t, p))));
