import { clip, multiply, subtract, type Tensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

export interface HuberOptions extends LossOptions {
  /** Where the parabola ends, in the unit of the targets, > 0; default 1. */
  readonly delta?: number | undefined;
}

/**
 * Huber loss: 1/2 e^2 where |e| <= delta, else delta (|e| - 1/2 delta), with e = predictions - targets, elementwise.
 * The gradient is e limited to [-delta, delta], and +-delta at |e| = delta.
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Squared for small errors, linear for outliers.
 * @bad delta must fit the unit of the targets.
 * @use For numbers with some outliers, and in reinforcement learning.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type;
 * RangeError when delta <= 0.
 * @see Huber 1964, Ann. Math. Statist. 35(1)
 * @example huber(tensor([1, 4]), tensor([0, 0]), { delta: 2 }) // (0.5 + 6) / 2
 */
export function huber(predictions: Tensor, targets: Tensor, { delta = 1, ...options }: HuberOptions = {}): Tensor {
  checkSetting("huber", "delta", delta, delta > 0, "above 0");
  return elementwiseLoss("huber", [predictions, targets], options, ([p, t]) => {
    const e = subtract(p, t);
    const limited = clip(e, -delta, delta);
    // one formula for both parts: no square of an error that may overflow
    return multiply(limited, subtract(e, multiply(limited, 0.5)));
  });
}
