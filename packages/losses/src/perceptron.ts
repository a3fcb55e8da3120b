import { multiply, negate, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { LossOptions } from "./loss-options.ts";

/**
 * Perceptron loss: max(0, -t p), for predictions p and labels t = -1 or +1, elementwise. Its gradient at p = 0 is 0, so
 * do not start from weights that are all 0.
 *
 * Shapes: predictions [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Learns from mistakes only.
 * @bad No margin: any separating line will do.
 * @use To teach, and for online learning.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Rosenblatt 1958, Psychological Review 65(6)
 * @example perceptron(tensor([0.5, -3]), tensor([1, 1])) // (0 + 3) / 2
 */
export const perceptron = (predictions: Tensor, labels: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("perceptron", [predictions, labels], options, ([p, t]) => positivePart(negate(multiply(t, p))));
