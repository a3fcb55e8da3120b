import { add, divide, less, sqrt, square, subtract, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";
import { type EmptyState, identity } from "./stateless.ts";
import { type TraceState, trace } from "./trace.ts";

export interface ScaleByRmsOptions {
  /** rho: the part of the averages that stays, in [0, 1); default 0.9. */
  readonly decay?: number;
  /** Added to the root, above 0; default 1e-8. */
  readonly epsilon?: number;
  /** Divide by the standard deviation instead of the root of the mean square; default false. */
  readonly centered?: boolean;
}

export interface RmsState {
  /** r, the moving average of the squares of the gradients. */
  readonly meanSquare: Tensors;
  /** m, the moving average of the gradients, when centered. */
  readonly mean?: Tensors;
}

/** g / (sqrt(r) + epsilon), r a moving average of g*g; centered: g / (sqrt(max(r - m*m, 0)) + epsilon). */
export function scaleByRms({
  decay = 0.9,
  epsilon = 1e-8,
  centered = false,
}: ScaleByRmsOptions = {}): GradientTransform<RmsState> {
  checkSetting("rmsprop: decay", decay, "[0,1)");
  checkSetting("rmsprop: epsilon", epsilon, "(0,∞)");
  const scale = (g: Tensor, r: Tensor): Tensor => divide(g, add(sqrt(r), epsilon));
  // rounding can make r - m*m negative, and its root NaN
  const spread = (r: Tensor, m: Tensor): Tensor => {
    const variance = subtract(r, square(m));
    return where(less(variance, 0), 0, variance);
  };
  return gradientTransform<RmsState>({
    init: (params) => ({ meanSquare: zerosOf(params), ...(centered && { mean: zerosOf(params) }) }),
    update: (gradients, state) => {
      const meanSquare = averageOfSquares(state.meanSquare, gradients, decay);
      if (!state.mean) return [mapTree(scale, gradients, meanSquare), { meanSquare }];
      const mean = averageOf(state.mean, gradients, decay);
      return [mapTree(scale, gradients, mapTree(spread, meanSquare, mean)), { meanSquare, mean }];
    },
  });
}

export interface RmspropOptions extends ScaleByRmsOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
  /** The part of the velocity of scaled gradients that stays, in [0, 1); default 0, none. */
  readonly momentum?: number;
}

export interface RmspropState {
  readonly scaling: RmsState;
  readonly momentum: TraceState | EmptyState;
  readonly rate: RateState;
}

/**
 * RMSProp: r <- rho r + (1 - rho) g*g, p <- p - e g / (sqrt(r) + epsilon); with momentum a: v <- a v + the scaled
 * gradient, p <- p - e v.
 * @rule r <- decay r + (1 - decay) g g, p <- p - e g / (sqrt(r) + epsilon)
 * @good Forgets old gradients, so it does not halt as adagrad does.
 * @bad No correction for its start; noisy near the minimum.
 * @use For recurrent networks and reinforcement learning.
 * @see Tieleman, Hinton 2012, Lecture 6.5, COURSERA; centered: [Graves 2013](https://arxiv.org/abs/1308.0850),
 * Generating sequences, eq. 38-45
 * @example const optimizer = rmsprop({ learningRate: 1e-3 })
 */
export const rmsprop = ({ learningRate, momentum = 0, ...options }: RmspropOptions): GradientTransform<RmspropState> =>
  chain<{
    scaling: GradientTransform<RmsState>;
    momentum: GradientTransform<TraceState | EmptyState>;
    rate: GradientTransform<RateState>;
  }>({
    scaling: scaleByRms(options),
    momentum: momentum === 0 ? identity() : trace({ decay: momentum }),
    rate: scaleByLearningRate(learningRate),
  });
