import { add, castTo, divide, multiply, onHost, sqrt, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { biasCorrection } from "./internal/bias-correction.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { approach, averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import { decayOf, type WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate } from "./rate.ts";

export interface ScaleByAdemamixOptions extends ScaleByAdamOptions {
  /** The part of the slow mean gradient that stays, in [0, 1); default 0.9999. */
  readonly beta3?: number;
  /** The weight of the slow mean, from 0 up; default 5. */
  readonly alpha?: number;
  /** The steps in which alpha grows from 0 and beta3 from beta1 to their values; default 0: they have them at once. */
  readonly warmupSteps?: number;
}

export interface AdemamixState extends AdamState {
  /** The slow moving average of the gradients, not corrected for its start at 0. */
  readonly slowMean: Tensors;
}

function ademamixDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  beta3 = 0.9999,
  alpha = 5,
  warmupSteps = 0,
  epsilon = 1e-8,
}: ScaleByAdemamixOptions = {}): Direction<AdemamixState> {
  checkSettings("ademamix", { beta1, beta2, epsilon });
  checkSetting("ademamix: beta3", beta3, "[0,1)");
  checkSetting("ademamix: alpha", alpha, "[0,∞)");
  checkSetting("ademamix: warmupSteps", warmupSteps, "[0,∞)");
  const [correct1, correct2] = [biasCorrection(beta1), biasCorrection(beta2)];
  const progress = (t: number): number => (t < warmupSteps ? t / warmupSteps : 1);
  // 1 / log(beta), how many steps are remembered, grows in a line
  const slowWeight = (t: number): number => {
    const a = progress(t);
    const beta = a === 1 ? beta3 : Math.exp(1 / ((1 - a) / Math.log(beta1) + a / Math.log(beta3)));
    return 1 - Math.min(beta, beta3);
  };
  return {
    init: (params) => ({
      step: counter(),
      mean: zerosOf(params),
      slowMean: zerosOf(params),
      meanSquare: zerosOf(params),
    }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const weight = onHost(slowWeight, step);
      const followSlowly = (m: Tensor, g: Tensor): Tensor => approach(m, g, castTo(weight, m.dtype));
      const slowMean = mapTree(followSlowly, state.slowMean, gradients);
      const meanSquare = averageOfSquares(state.meanSquare, gradients, beta2);
      const ofMean = onHost((t) => 1 / correct1(t), step);
      const ofSlow = onHost((t) => alpha * progress(t), step);
      const offset = onHost((t) => epsilon * Math.sqrt(correct2(t)), step);
      const direction = (m: Tensor, slow: Tensor, v: Tensor): Tensor => {
        const mix = add(multiply(m, castTo(ofMean, m.dtype)), multiply(slow, castTo(ofSlow, m.dtype)));
        return divide(mix, add(sqrt(v), castTo(offset, v.dtype)));
      };
      const next = { step, mean, slowMean, meanSquare };
      return [mapTree(direction, mean, slowMean, meanSquare), next, onHost((t) => Math.sqrt(correct2(t)), step)];
    },
  };
}

/** (m^ + alpha s) / (sqrt(v^) + epsilon), s a slow moving average of the gradients. */
export const scaleByAdemamix = (options?: ScaleByAdemamixOptions): GradientTransform<AdemamixState> =>
  scaled(ademamixDirection(options));

export interface AdemamixOptions extends ScaleByAdemamixOptions, WeightDecayOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * AdEMAMix, Adam that also remembers very old gradients: s <- beta3 s + (1 - beta3) g,
 * p <- p - e ((m^ + alpha s) / (sqrt(v^) + epsilon) + weightDecay p); weightDecay 0 by default. In a warmup of T steps
 * alpha_t = alpha t / T and 1 / log(beta3_t) goes in a line from 1 / log(beta1) to 1 / log(beta3).
 * @rule p <- p - e (m^ + alpha s) / (sqrt(v^) + epsilon), s a slow average of g
 * @good A slow average makes use of old gradients.
 * @bad Wants long runs and warmups of its settings.
 * @use For long training of language models.
 * @see [Pagliardini, Ablin, Grangier 2024](https://arxiv.org/abs/2409.03137), The AdEMAMix optimizer: better, faster,
 * older, Algorithm 1
 * @example const optimizer = ademamix({ learningRate: 1e-3, warmupSteps: 10_000 })
 */
export const ademamix = ({
  learningRate,
  weightDecay,
  mask,
  ...options
}: AdemamixOptions): GradientTransform<DescentState<AdemamixState>> =>
  descend(ademamixDirection(options), learningRate, decayOf({ weightDecay, mask }));
