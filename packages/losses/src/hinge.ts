import { multiply, subtract, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Hinge loss of a support vector machine: max(0, 1 - t p), for predictions p and labels t = -1 or +1, elementwise. Its
 * gradient at the kink, t p = 1, is 0.
 *
 * Shapes: predictions [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Stops once an example is right by a margin.
 * @bad No probabilities, and a kink.
 * @use For linear classifiers.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Cortes, Vapnik 1995, Machine Learning 20
 * @example hinge(tensor([0.5, 3]), tensor([1, 1])) // (0.5 + 0) / 2
 */
export const hinge = (predictions: Tensor, labels: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("hinge", [predictions, labels], options, ([p, t]) => positivePart(subtract(1, multiply(t, p))));
