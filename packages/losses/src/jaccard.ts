import type { Tensor } from "@adjoint/tensor";
import { overlapLoss } from "./internal/overlap-loss.ts";
import type { OverlapLossOptions } from "./loss-options.ts";

/**
 * Jaccard loss, 1 - intersection over union: 1 - (sum(p t) + smoothing) / (sum(p) + sum(t) - sum(p t) + smoothing), for
 * predictions p in [0, 1] and targets t = 0 or 1. Two empty sets have loss 0.
 *
 * Shapes: predictions [...s, size] (probabilities), targets the same -> [] ("mean", "sum") or [...s] ("none"); `axis`
 * may name several axes, as [1, 2] for images [batch, height, width].
 * @good The measure that segmentation is judged by.
 * @bad Harder on small overlaps than dice.
 * @use For segmentation that reports intersection over union.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type; RangeError when a
 * setting is negative.
 * @example jaccard(tensor([[1, 1, 0]]), tensor([[1, 0, 0]]), { smoothing: 0 }) // 1 - 1/2
 */
export const jaccard = (predictions: Tensor, targets: Tensor, options: OverlapLossOptions = {}): Tensor =>
  overlapLoss("jaccard", [predictions, targets], options, { alpha: 1, beta: 1 });
