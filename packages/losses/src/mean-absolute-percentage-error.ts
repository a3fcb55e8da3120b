import { abs, divide, greater, multiply, subtract, type Tensor, where } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

export interface MeanAbsolutePercentageErrorOptions extends LossOptions {
  /** The least that an error is divided by, in the unit of the targets, > 0; default 1e-7. */
  readonly epsilon?: number | undefined;
}

/**
 * Absolute error in per cent of the target: 100 |p - t| / max(|t|, epsilon), elementwise.
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none"). Unit: per cent.
 * @good In per cent, as people ask for it.
 * @bad Explodes for targets near 0, and prefers to predict too little.
 * @use To report forecasts of large positive numbers.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type;
 * RangeError when epsilon <= 0.
 * @see Hyndman, Koehler 2006, International Journal of Forecasting 22, section 2.2
 * @example meanAbsolutePercentageError(tensor([9, 22]), tensor([10, 20])) // 10
 */
export function meanAbsolutePercentageError(
  predictions: Tensor,
  targets: Tensor,
  { epsilon = 1e-7, ...options }: MeanAbsolutePercentageErrorOptions = {},
): Tensor {
  const name = "meanAbsolutePercentageError";
  checkSetting(name, "epsilon", epsilon, epsilon > 0, "above 0");
  return elementwiseLoss(name, [predictions, targets], options, ([p, t]) => {
    const size = abs(t);
    return multiply(divide(abs(subtract(p, t)), where(greater(size, epsilon), size, epsilon)), 100);
  });
}
