import { lessEqual, type Tensor, where } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { checkSetting } from "./internal/check-setting.ts";

export interface ThresholdOptions {
  /** Up to here, this included, x is replaced. */
  readonly threshold?: number;
  /** What replaces it. */
  readonly value?: number;
}

/**
 * x where x > threshold, else value, elementwise. It jumps at the threshold unless value is the threshold.
 *
 * The gradient at the threshold is 0. With the defaults, 0 and 0, it is `relu`.
 * @good A relu with a place and a value of its own.
 * @bad No gradient up to the threshold.
 * @use Where a model was built with it.
 * @throws RangeError when threshold or value is not finite; DTypeError unless x is of a floating-point type.
 * @example threshold(tensor([-1, 0.1, 2]), { threshold: 0.5, value: -1 }) // -1 -1 2
 */
export function threshold(x: Tensor, { threshold: limit = 0, value = 0 }: ThresholdOptions = {}): Tensor {
  checkInput("threshold", x);
  checkSetting("threshold", "threshold", limit, "a finite number");
  checkSetting("threshold", "value", value, "a finite number");
  return where(lessEqual(x, limit), value, x);
}
