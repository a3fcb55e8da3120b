import { sign } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, zerosOf } from "./internal/moments.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate } from "./rate.ts";

export interface ScaleByLionOptions {
  /** The part of the mean gradient in the step, in [0, 1); default 0.9. */
  readonly beta1?: number;
  /** The part of the mean gradient that stays, in [0, 1); default 0.99. */
  readonly beta2?: number;
}

export interface LionState {
  /** m, the moving average of the gradients. */
  readonly mean: Tensors;
}

function lionDirection({ beta1 = 0.9, beta2 = 0.99 }: ScaleByLionOptions = {}): Direction<LionState> {
  checkSetting("lion: beta1", beta1, "[0,1)");
  checkSetting("lion: beta2", beta2, "[0,1)");
  return {
    init: (params) => ({ mean: zerosOf(params) }),
    update: (gradients, { mean }) => [
      mapTree(sign, averageOf(mean, gradients, beta1)),
      { mean: averageOf(mean, gradients, beta2) },
    ],
  };
}

/** sign(beta1 m + (1 - beta1) g), and then m <- beta2 m + (1 - beta2) g. */
export const scaleByLion = (options?: ScaleByLionOptions): GradientTransform<LionState> =>
  scaled(lionDirection(options));

export interface LionOptions extends ScaleByLionOptions, WeightDecayOptions {
  /** e: a number from 0 up, or a schedule: about a tenth of Adam's. */
  readonly learningRate: Rate;
}

/**
 * Lion: p <- p - e (sign(beta1 m + (1 - beta1) g) + weightDecay p), m <- beta2 m + (1 - beta2) g; weightDecay 0 by
 * default.
 * @rule p <- p - e (sign(beta1 m + (1 - beta1) g) + weightDecay p)
 * @good Half the memory of Adam; every step has the same length.
 * @bad Does not come to rest without a schedule.
 * @use For large models, at a tenth of Adam's rate.
 * @see [Chen et al. 2023](https://arxiv.org/abs/2302.06675), Symbolic discovery of optimization algorithms, Algorithm 2
 * @example const optimizer = lion({ learningRate: 1e-4, weightDecay: 0.1 })
 */
export const lion = ({
  learningRate,
  weightDecay,
  mask,
  ...options
}: LionOptions): GradientTransform<DescentState<LionState>> =>
  descend(lionDirection(options), learningRate, decayOf({ weightDecay, mask }));
