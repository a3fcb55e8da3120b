import { multiply, square, subtract, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Squared hinge loss: max(0, 1 - t p)^2, for predictions p and labels t = -1 or +1, elementwise.
 *
 * Shapes: predictions [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good hinge with a gradient that fades.
 * @bad Outliers weigh more.
 * @use For linear classifiers and second-order methods.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example squaredHinge(tensor([0.5, 3]), tensor([1, 1])) // (0.25 + 0) / 2
 */
export const squaredHinge = (predictions: Tensor, labels: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("squaredHinge", [predictions, labels], options, ([p, t]) =>
    square(positivePart(subtract(1, multiply(t, p)))),
  );
