import { add, castTo, onHost, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { approach } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

export interface AverageParamsState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** The average of the parameters so far: what to evaluate with. */
  readonly average: Tensors;
}

/**
 * Keeps an average of the parameters, for evaluation, and passes the updates through: the last part of a chain. With
 * `decay` it is a moving average, free of the start (the first step counts as much as it would in a mean); without, the
 * mean of all steps.
 * @throws RangeError when decay is not in [0, 1).
 * @see Polyak, Juditsky 1992, Acceleration of stochastic approximation by averaging
 * @example const optimizer = chain({ adam: adam({ learningRate: 1e-3 }), evaluation: averageParams({ decay: 0.999 }) })
 */
export function averageParams({ decay }: { readonly decay?: number } = {}): GradientTransform<AverageParamsState> {
  if (decay === undefined) return averageParamsBy((step) => 1 / (step + 1));
  checkSetting("averageParams: decay", decay, "[0,1)");
  // (1 - decay) / (1 - decay^(step + 1)): the weights of a moving average that add up to 1
  return averageParamsBy((step) => (1 - decay) / -Math.expm1((step + 1) * Math.log(decay)));
}

/** average <- average + weight (parameters - average), weight a function of the step from 0. */
export const averageParamsBy = (weightAt: (step: number) => number): GradientTransform<AverageParamsState> =>
  gradientTransform<AverageParamsState>({
    init: (params) => ({ step: counter(), average: params }),
    update: (updates, { step, average }, params) => {
      const weight = onHost(weightAt, step);
      const follow = (a: Tensor, p: Tensor, u: Tensor): Tensor => approach(a, add(p, u), castTo(weight, a.dtype));
      return [updates, { step: add(step, 1), average: mapTree(follow, average, params, updates) }];
    },
  });
