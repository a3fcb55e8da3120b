import type { LossOptions } from "@adjoint/losses";
import { elementwiseLoss } from "@adjoint/losses/define-loss";
import { log1p, square, subtract, type Tensor } from "@adjoint/tensor";

/**
 * Cauchy loss: log(1 + e^2) with e = predictions - targets, elementwise. Errors that are far off hardly pull.
 *
 * @see Black, Anandan 1996, Computer Vision and Image Understanding 63(1)
 * @example cauchy(tensor([1, 40]), tensor([0, 0]))
 */
export const cauchy = (predictions: Tensor, targets: Tensor, options?: LossOptions): Tensor =>
  elementwiseLoss("cauchy", [predictions, targets], options, ([p, t]) => log1p(square(subtract(p, t))));
