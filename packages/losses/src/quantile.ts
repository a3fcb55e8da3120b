import { maximum, multiply, subtract, type Tensor } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import type { LossOptions } from "./loss-options.ts";

export interface QuantileOptions extends LossOptions {
  /** The quantile q of the targets to predict, inside (0, 1): 0.5 is the median, 0.9 is exceeded by one in ten. */
  readonly quantile: number;
}

/**
 * Quantile (pinball) loss: max(q (t - p), (q - 1) (t - p)), for predictions p and targets t, elementwise. Its mean is
 * smallest at the q-quantile of the targets. At p = t the gradient is the middle of both sides, 1/2 - q.
 *
 * Shapes: predictions [...s], targets [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Predicts a quantile instead of a mean.
 * @bad A model for each quantile; they may cross.
 * @use For forecasts with a range.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type;
 * RangeError unless 0 < quantile < 1.
 * @see Koenker, Bassett 1978, Econometrica 46(1)
 * @example quantile(tensor([8, 8]), tensor([10, 7]), { quantile: 0.9 }) // (1.8 + 0.1) / 2
 */
export function quantile(predictions: Tensor, targets: Tensor, { quantile: q, ...options }: QuantileOptions): Tensor {
  checkSetting("quantile", "quantile", q, q > 0 && q < 1, "between 0 and 1");
  return elementwiseLoss("quantile", [predictions, targets], options, ([p, t]) => {
    const e = subtract(t, p);
    return maximum(multiply(e, q), multiply(e, q - 1));
  });
}
