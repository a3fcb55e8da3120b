import type { Tensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { overlapLoss } from "./internal/overlap-loss.ts";
import type { OverlapLossOptions } from "./loss-options.ts";

export interface TverskyOptions extends OverlapLossOptions {
  /** The weight of false positives, >= 0; default 0.5. */
  readonly alpha?: number | undefined;
  /** The weight of false negatives, >= 0; default 0.5. Larger than alpha, it raises recall. */
  readonly beta?: number | undefined;
}

/**
 * Tversky loss of overlapping sets: 1 - (h + smoothing) / (h + alpha f + beta m + smoothing), with hits h = sum(p t),
 * false positives f = sum(p (1 - t)) and missed ones m = sum((1 - p) t), for predictions p in [0, 1] and targets t = 0
 * or 1. alpha = beta = 1 is the Jaccard loss. Two empty sets have loss 0.
 *
 * Shapes: predictions [...s, size] (probabilities), targets the same -> [] ("mean", "sum") or [...s] ("none"); `axis`
 * may name several axes, as [1, 2] for images [batch, height, width].
 * @good False alarms and misses weigh as you like.
 * @bad Two settings.
 * @use For segmentation where misses cost more.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type; RangeError when a
 * setting is negative.
 * @see Salehi, Erdogmus, Gholipour 2017, Tversky loss function for image segmentation using 3D fully convolutional deep
 * networks
 * @example tversky(predictions, targets, { alpha: 0.3, beta: 0.7 })
 */
export function tversky(
  predictions: Tensor,
  targets: Tensor,
  { alpha = 0.5, beta = 0.5, ...options }: TverskyOptions = {},
): Tensor {
  checkSetting("tversky", "alpha", alpha, alpha >= 0, "0 or more");
  checkSetting("tversky", "beta", beta, beta >= 0, "0 or more");
  return overlapLoss("tversky", [predictions, targets], options, { alpha, beta });
}
