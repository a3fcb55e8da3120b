import {
  castTo,
  divide,
  greater,
  isTensor,
  maximum,
  minimum,
  negate,
  subtract,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { normOf } from "./global-norm.ts";
import { type GradientTransform, gradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { scalar } from "./internal/scalar.ts";
import { scaleBy } from "./internal/scale-by.ts";

export interface PolyakSgdOptions {
  /** The longest step size, above 0; default 1. */
  readonly maximumRate?: number;
  /** c: what the step size is divided by, above 0; default 1. Less is bolder, 1/2 the least. */
  readonly scaling?: number;
  /** The least value that the loss can have; default 0. */
  readonly minimumValue?: number;
}

export interface PolyakSgdState {
  /** The step size in force, [] float64, 0 before the first. */
  readonly stepSize: Tensor;
}

export interface ValueOfLoss {
  /** The loss at these parameters, on this batch: a number, or a tensor []. */
  readonly value: Tensor | number;
}

/**
 * Gradient descent with Polyak's step size: p <- p - min((value - minimumValue) / (c |g|^2), maximumRate) g. It needs the
 * value of the loss with each update.
 * @rule p <- p - min((value - minimumValue) / (scaling norm(g)^2), maximumRate) g
 * @good Takes its rate from the loss itself.
 * @bad The lowest value must be known, 0 for interpolating models.
 * @use For models that can fit everything.
 * @throws TypeError when the value is missing; RangeError when a setting is out of its range.
 * @see Polyak 1987, Introduction to optimization; [Loizou et al. 2021](https://arxiv.org/abs/2002.10542), Stochastic
 * Polyak step-size for SGD (SPS_max)
 * @example const [updates, next] = optimizer.update(gradients, state, params, { value: loss })
 */
export function polyakSgd({
  maximumRate = 1,
  scaling = 1,
  minimumValue = 0,
}: PolyakSgdOptions = {}): GradientTransform<PolyakSgdState, ValueOfLoss> {
  checkSetting("polyakSgd: maximumRate", maximumRate, "(0,∞)");
  checkSetting("polyakSgd: scaling", scaling, "(0,∞)");
  if (!Number.isFinite(minimumValue))
    throw new RangeError(`polyakSgd: minimumValue must be a finite number, got ${minimumValue}; leave it out for 0?`);
  return gradientTransform<PolyakSgdState, ValueOfLoss>({
    init: () => ({ stepSize: scalar(0) }),
    update: (gradients, _, __, { value }) => {
      const excess = maximum(subtract(scalarOf(value), minimumValue), 0);
      const norm = normOf(gradients);
      const hasSlope = greater(norm, 0);
      const divisor = where(hasSlope, norm, 1);
      // divided twice: the square of the norm may be too large or too small
      const ideal = divide(divide(divide(excess, divisor), divisor), scaling);
      const stepSize = where(hasSlope, minimum(ideal, maximumRate), 0);
      return [scaleBy(negate(stepSize), gradients), { stepSize }];
    },
  });
}

function scalarOf(value: Tensor | number): Tensor {
  if (isTensor(value) && value.rank === 0) return castTo(value, "float64");
  if (typeof value === "number") return scalar(value);
  throw new TypeError(
    `polyakSgd: update needs the value of the loss, a number or a scalar, got ${isTensor(value) ? "another tensor" : typeof value}; pass { value: loss }?`,
  );
}
