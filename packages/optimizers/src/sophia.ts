import { clip, divide, maximum, multiply, type Tensor } from "@adjoint/tensor";
import { mapTree, mapTreeWithPath } from "@adjoint/tree";
import { addDecayedWeights } from "./add-decayed-weights.ts";
import { chain } from "./chain.ts";
import {
  type GradientTransform,
  gradientTransform,
  type Leaf,
  type Tensors,
  toTensorLike,
} from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { averageOf, zerosOf } from "./internal/moments.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import type { EmptyState } from "./stateless.ts";

export interface ScaleBySophiaOptions {
  /** The part of the mean gradient that stays, in [0, 1); default 0.96. */
  readonly beta1?: number;
  /** The part of the mean curvature that stays, in [0, 1); default 0.99. */
  readonly beta2?: number;
  /** How much of the curvature counts, above 0; default 0.01. Less clips more. */
  readonly gamma?: number;
  /** The least divisor, above 0; default 1e-12. */
  readonly epsilon?: number;
}

export interface SophiaState {
  /** m, the moving average of the gradients. */
  readonly mean: Tensors;
  /** h, the moving average of the estimates of the diagonal of the Hessian. */
  readonly curvature: Tensors;
}

export interface CurvatureEstimate {
  /** An estimate of the diagonal of the Hessian, a tree like the parameters; it may be missing in most steps. */
  readonly hessianDiagonal?: Leaf | object;
}

/** m / max(gamma h, epsilon), clipped to [-1, 1]. */
export function scaleBySophia({
  beta1 = 0.96,
  beta2 = 0.99,
  gamma = 0.01,
  epsilon = 1e-12,
}: ScaleBySophiaOptions = {}): GradientTransform<SophiaState, CurvatureEstimate> {
  checkSetting("sophia: beta1", beta1, "[0,1)");
  checkSetting("sophia: beta2", beta2, "[0,1)");
  checkSetting("sophia: gamma", gamma, "(0,∞)");
  checkSetting("sophia: epsilon", epsilon, "(0,∞)");
  const lift = (path: string, param: Tensor, leaf: Leaf): Tensor =>
    toTensorLike(param, path, leaf, "estimate of the Hessian's diagonal");
  return gradientTransform<SophiaState, CurvatureEstimate>({
    init: (params) => ({ mean: zerosOf(params), curvature: zerosOf(params) }),
    update: (gradients, state, params, { hessianDiagonal }) => {
      const mean = averageOf(state.mean, gradients, beta1);
      const curvature =
        hessianDiagonal === undefined
          ? state.curvature
          : averageOf(state.curvature, mapTreeWithPath(lift, params, hessianDiagonal), beta2);
      // a curvature of 0 or less counts as epsilon: the step is the sign of m then
      const scale = (m: Tensor, h: Tensor): Tensor => clip(divide(m, maximum(multiply(h, gamma), epsilon)), -1, 1);
      return [mapTree(scale, mean, curvature), { mean, curvature }];
    },
  });
}

export interface SophiaOptions extends ScaleBySophiaOptions, WeightDecayOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

export interface SophiaOptimizerState {
  readonly scaling: SophiaState;
  readonly decay: EmptyState;
  readonly rate: RateState;
}

/**
 * Sophia: Newton's step along each axis, clipped. m <- beta1 m + (1 - beta1) g; where there is an estimate, every tenth step
 * say, h <- beta2 h + (1 - beta2) estimate; p <- p - e (clip(m / max(gamma h, epsilon), -1, 1) + weightDecay p).
 *
 * Estimates come from the caller: Hutchinson's u * (H u) with u normal (`hessianVectorProduct` of @adjoint/autodiff), or
 * Gauss-Newton-Bartlett's batch size times the squared gradient at labels drawn from the model. Without any, steps are signs.
 * @rule p <- p - e clip(m / max(gamma h, epsilon), -1, 1), h averages what comes as `{ hessianDiagonal }`
 * @good Divides by the curvature itself, and clips.
 * @bad Someone has to estimate the curvature.
 * @use For language models, with an estimate every ten steps.
 * @throws RangeError when a setting is out of its range; TypeError that names the path where an estimate differs in
 * form.
 * @see [Liu et al. 2023](https://arxiv.org/abs/2305.14342), Sophia: a scalable stochastic second-order optimizer,
 * Algorithm 3
 * @example optimizer.update(gradients, state, params, step % 10 === 0 ? { hessianDiagonal } : {})
 */
export const sophia = ({
  learningRate,
  weightDecay = 0,
  mask,
  ...options
}: SophiaOptions): GradientTransform<SophiaOptimizerState, CurvatureEstimate> =>
  chain({
    scaling: scaleBySophia(options),
    decay: addDecayedWeights(weightDecay, { mask }),
    rate: scaleByLearningRate(learningRate),
  });
