import { add, divide, multiply, sqrt, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { chain } from "./chain.ts";
import { type GradientTransform, gradientTransform, type Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { averageOfSquares, zerosOf } from "./internal/moments.ts";
import type { Rate, RateState } from "./rate.ts";
import { scaleByLearningRate } from "./scale-by-learning-rate.ts";

export interface ScaleByAdadeltaOptions {
  /** rho: the part of the averages that stays, in [0, 1); default 0.9. */
  readonly decay?: number;
  /** Added inside of both roots, above 0; default 1e-6. */
  readonly epsilon?: number;
}

export interface AdadeltaState {
  /** The moving average of the squares of the gradients. */
  readonly meanSquare: Tensors;
  /** The moving average of the squares of the steps, before the learning rate. */
  readonly meanSquareStep: Tensors;
}

/** g sqrt(d + epsilon) / sqrt(r + epsilon), r and d moving averages of g*g and of the squares of these steps. */
export function scaleByAdadelta({
  decay = 0.9,
  epsilon = 1e-6,
}: ScaleByAdadeltaOptions = {}): GradientTransform<AdadeltaState> {
  checkSetting("adadelta: decay", decay, "[0,1)");
  checkSetting("adadelta: epsilon", epsilon, "(0,∞)");
  const scale = (g: Tensor, r: Tensor, d: Tensor): Tensor =>
    multiply(g, divide(sqrt(add(d, epsilon)), sqrt(add(r, epsilon))));
  return gradientTransform<AdadeltaState>({
    init: (params) => ({ meanSquare: zerosOf(params), meanSquareStep: zerosOf(params) }),
    update: (gradients, state) => {
      const meanSquare = averageOfSquares(state.meanSquare, gradients, decay);
      const steps = mapTree(scale, gradients, meanSquare, state.meanSquareStep);
      return [steps, { meanSquare, meanSquareStep: averageOfSquares(state.meanSquareStep, steps, decay) }];
    },
  });
}

export interface AdadeltaOptions extends ScaleByAdadeltaOptions {
  /** e: a number from 0 up, or a schedule; default 1. */
  readonly learningRate?: Rate;
}

/**
 * Adadelta, steps in the unit of the parameters: r <- rho r + (1 - rho) g*g, u = g sqrt(d + epsilon) / sqrt(r + epsilon),
 * d <- rho d + (1 - rho) u*u, p <- p - e u.
 * @rule u = g sqrt(d + epsilon) / sqrt(r + epsilon), r and d average g g and u u
 * @good No rate to choose; units of updates fit the parameters.
 * @bad Slow to begin.
 * @use Where nothing is known of the scale.
 * @see [Zeiler 2012](https://arxiv.org/abs/1212.5701), ADADELTA: an adaptive learning rate method, Algorithm 1
 * @example const optimizer = adadelta()
 */
export const adadelta = ({
  learningRate = 1,
  ...options
}: AdadeltaOptions = {}): GradientTransform<{
  readonly scaling: AdadeltaState;
  readonly rate: RateState;
}> => chain({ scaling: scaleByAdadelta(options), rate: scaleByLearningRate(learningRate) });
