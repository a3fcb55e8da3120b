import { add, castTo, multiply, type Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { normOf } from "./global-norm.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { normRatio } from "./internal/norm-ratio.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import { matcherOf } from "./match.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { type EmptyState, stateless } from "./stateless.ts";
import { type TraceState, trace } from "./trace.ts";

export interface ScaleByLarsOptions extends WeightDecayOptions {
  /** The ratio of a step to its parameter, above 0; default 1e-3. */
  readonly trustCoefficient?: number;
}

/** c |p| / (|g| + weightDecay |p|) (g + weightDecay p) for each leaf; the quotient of norms is 1 where one of them is 0. */
function scaleByLars({
  weightDecay = 0,
  mask = "**",
  trustCoefficient = 1e-3,
}: ScaleByLarsOptions): GradientTransform<EmptyState> {
  checkSetting("lars: weightDecay", weightDecay, "[0,∞)");
  checkSetting("lars: trustCoefficient", trustCoefficient, "(0,∞)");
  const decays = matcherOf(mask);
  return stateless((gradients, params) =>
    mapTreeWithPath(
      (path: string, g: Tensor, p: Tensor) => {
        const decay = decays(path, p) ? weightDecay : 0;
        const [size, slope] = [normOf(p), normOf(g)];
        const quotient = multiply(normRatio(size, add(slope, multiply(size, decay))), trustCoefficient);
        return multiply(add(g, multiply(p, decay)), castTo(quotient, g.dtype));
      },
      gradients,
      params,
    ),
  );
}

export interface LarsOptions extends ScaleByLarsOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** a: the part of the velocity that stays, in [0, 1); default 0.9. */
  readonly momentum?: number;
}

export interface LarsState {
  readonly trust: EmptyState;
  readonly rate: RateState;
  readonly momentum: TraceState;
}

/**
 * LARS, momentum for large batches: v <- a v + e c |p| / (|g| + weightDecay |p|) (g + weightDecay p), p <- p - v, with the
 * norms of each leaf, and the quotient 1 where one of them is 0.
 * @rule v <- a v + e c norm(p) / (norm(g) + weightDecay norm(p)) (g + weightDecay p), p <- p - v
 * @good Momentum for very large batches.
 * @bad Rates of another magnitude.
 * @use For image models with large batches.
 * @see [You, Gitman, Ginsburg 2017](https://arxiv.org/abs/1708.03888), Large batch training of convolutional networks,
 * Algorithm 1
 * @example const optimizer = lars({ learningRate: 1, weightDecay: 5e-4 })
 */
export const lars = ({ learningRate, momentum = 0.9, ...options }: LarsOptions): GradientTransform<LarsState> =>
  chain({
    trust: scaleByLars(options),
    rate: scaleByLearningRate(learningRate),
    momentum: trace({ decay: momentum }),
  });
