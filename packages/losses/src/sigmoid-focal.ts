import { add, divide, equal, exp, greater, multiply, negate, pow, subtract, type Tensor, where } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import { logisticLoss } from "./internal/logistic-loss.ts";
import type { LossOptions } from "./loss-options.ts";

export interface SigmoidFocalOptions extends LossOptions {
  /** The weight of the label 1, from 0 to 1; the label 0 has 1 - alpha. Default 0.25. */
  readonly alpha?: number | undefined;
  /** How much less an easy example counts, >= 0; default 2. */
  readonly gamma?: number | undefined;
}

/**
 * Focal loss of logits x and labels z in [0, 1]: a (1 - q)^gamma times the binary cross-entropy, where q is the
 * probability that sigmoid(x) gives to the label and a is alpha for the label 1, 1 - alpha for 0.
 *
 * Shapes: logits [...s], labels [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: nats.
 * @good Easy examples fade, rare hard ones count.
 * @bad Two settings, and probabilities that are no longer calibrated.
 * @use For detection with few positives among many negatives.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type; RangeError unless
 * alpha is in [0, 1] and gamma >= 0.
 * @see Lin, Goyal, Girshick, He, Dollár 2017, Focal Loss for Dense Object Detection, eq. 5
 * @example sigmoidFocal(tensor([2, -1]), tensor([1, 1]))
 */
export function sigmoidFocal(
  logits: Tensor,
  labels: Tensor,
  { alpha = 0.25, gamma = 2, ...options }: SigmoidFocalOptions = {},
): Tensor {
  checkSetting("sigmoidFocal", "alpha", alpha, alpha >= 0 && alpha <= 1, "from 0 to 1");
  checkSetting("sigmoidFocal", "gamma", gamma, gamma >= 0, "0 or more");
  return elementwiseLoss("sigmoidFocal", [logits, labels], options, ([x, z]) => {
    const rest = subtract(1, z);
    const balance = add(multiply(z, alpha), multiply(rest, 1 - alpha));
    return multiply(multiply(balance, focus(missOf(x, z, rest), gamma)), logisticLoss(x, z));
  });
}

/** 1 - q = z sigmoid(-x) + (1 - z) sigmoid(x), without a difference that would cancel. */
function missOf(x: Tensor, z: Tensor, rest: Tensor): Tensor {
  const isPositive = greater(x, 0);
  const e = exp(where(isPositive, negate(x), x));
  const total = add(e, 1);
  const [large, small] = [divide(1, total), divide(e, total)]; // sigmoid(|x|), sigmoid(-|x|)
  return add(multiply(z, where(isPositive, small, large)), multiply(rest, where(isPositive, large, small)));
}

/** miss^gamma; its derivative for gamma < 1 is infinite at 0, where the loss it is multiplied by is 0. */
function focus(miss: Tensor, gamma: number): Tensor {
  const isSure = equal(miss, 0);
  return where(isSure, gamma === 0 ? 1 : 0, pow(where(isSure, 1, miss), gamma));
}
