import { add, equal, multiply, subtract, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface ScaleByOptimismOptions {
  /** The weight of the gradient, from 0 up; default 1. */
  readonly alpha?: number;
  /** The weight of its change, from 0 up; default 1. */
  readonly beta?: number;
}

export interface OptimismState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** The gradients of the last step. */
  readonly previous: Tensors;
}

/** alpha g + beta (g - the gradient before), alpha g at first. */
export function scaleByOptimism({
  alpha = 1,
  beta = 1,
}: ScaleByOptimismOptions = {}): GradientTransform<OptimismState> {
  checkSetting("optimisticGradientDescent: alpha", alpha, "[0,∞)");
  checkSetting("optimisticGradientDescent: beta", beta, "[0,∞)");
  return gradientTransform<OptimismState>({
    init: (params) => ({ step: counter(), previous: zerosOf(params) }),
    update: (gradients, { step, previous }) => {
      const isFirst = equal(step, 0);
      const expect = (g: Tensor, last: Tensor): Tensor =>
        add(multiply(g, alpha), multiply(where(isFirst, 0, subtract(g, last)), beta));
      return [mapTree(expect, gradients, previous), { step: add(step, 1), previous: gradients }];
    },
  });
}

export interface OptimisticGradientDescentOptions extends ScaleByOptimismOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Optimistic gradient descent: p <- p - e (alpha g + beta (g - the gradient before)), by default p - 2 e g + e (the one
 * before). For games, where two players descend and plain descent spirals outwards.
 * @rule p <- p - e (alpha g + beta (g - the one before))
 * @good Settles in games where plain descent circles.
 * @bad No gain for plain minimization.
 * @use For two players, as in a GAN.
 * @see Popov 1980; [Daskalakis et al. 2018](https://arxiv.org/abs/1711.00141), Training GANs with optimism
 * @example const optimizer = optimisticGradientDescent({ learningRate: 0.05 })
 */
export const optimisticGradientDescent = ({
  learningRate,
  ...options
}: OptimisticGradientDescentOptions): GradientTransform<{
  readonly optimism: OptimismState;
  readonly rate: RateState;
}> => chain({ optimism: scaleByOptimism(options), rate: scaleByLearningRate(learningRate) });
