import type { Tensor } from "@adjoint/tensor";
import { overlapLoss } from "./internal/overlap-loss.ts";
import type { OverlapLossOptions } from "./loss-options.ts";

/**
 * Dice loss of overlapping sets: 1 - (2 sum(p t) + smoothing) / (sum(p) + sum(t) + smoothing), for predictions p in
 * [0, 1] and targets t = 0 or 1. Two empty sets have loss 0.
 *
 * Shapes: predictions [...s, size] (probabilities), targets the same -> [] ("mean", "sum") or [...s] ("none"); `axis`
 * may name several axes, as [1, 2] for images [batch, height, width].
 * @good Small regions count as much as large ones.
 * @bad Noisy for very small regions.
 * @use For segmentation with rare classes.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type; RangeError when a
 * setting is negative.
 * @see Dice 1945, Measures of the Amount of Ecologic Association Between Species, Ecology 26(3), for the coefficient
 * @example dice(tensor([[1, 1, 0]]), tensor([[1, 0, 0]]), { smoothing: 0 }) // 1 - 2/3
 */
export const dice = (predictions: Tensor, targets: Tensor, options: OverlapLossOptions = {}): Tensor =>
  overlapLoss("dice", [predictions, targets], options, { alpha: 0.5, beta: 0.5, c: 2 });
