import { add, square, subtract, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { correctedQuotient } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, movingAverage, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import type { Rate } from "./rate.ts";

export interface ScaleByAdabeliefOptions extends Omit<ScaleByAdamOptions, "epsilon"> {
  /** Added to the root after the bias correction, above 0; default 1e-16. */
  readonly epsilon?: number;
  /** Added to s in each step, from 0 up; default 1e-16. */
  readonly epsilonRoot?: number;
}

export interface AdabeliefState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** m, the moving average of the gradients: what is believed of the next. */
  readonly mean: Tensors;
  /** s, the moving average of the squared surprise (g - m)^2. */
  readonly surprise: Tensors;
}

function adabeliefDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-16,
  epsilonRoot = 1e-16,
}: ScaleByAdabeliefOptions = {}): Direction<AdabeliefState> {
  const quotient = correctedQuotient("adabelief", { beta1, beta2, epsilon });
  checkSetting("adabelief: epsilonRoot", epsilonRoot, "[0,∞)");
  const follow = (s: Tensor, g: Tensor, m: Tensor): Tensor =>
    add(movingAverage(s, square(subtract(g, m)), beta2), epsilonRoot);
  return {
    init: (params) => ({ step: counter(), mean: zerosOf(params), surprise: zerosOf(params) }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const surprise = mapTree(follow, state.surprise, gradients, mean);
      const [direction, factor] = quotient(step, mean, surprise);
      return [direction, { step, mean, surprise }, factor];
    },
  };
}

/** m^ / (sqrt(s^) + epsilon), s a moving average of (g - m)^2. */
export const scaleByAdabelief = (options?: ScaleByAdabeliefOptions): GradientTransform<AdabeliefState> =>
  scaled(adabeliefDirection(options));

export interface AdabeliefOptions extends ScaleByAdabeliefOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * AdaBelief, Adam with the surprise in place of the square: s <- beta2 s + (1 - beta2) (g - m)^2 + epsilonRoot with the
 * new m, p <- p - e m^ / (sqrt(s^) + epsilon).
 * @rule v averages (g - m)^2
 * @good Large steps where gradients are as expected, small ones where they surprise.
 * @bad Sensitive to epsilon.
 * @use Between Adam and momentum for image models.
 * @see [Zhuang et al. 2020](https://arxiv.org/abs/2010.07468), AdaBelief optimizer, Algorithm 2
 * @example const optimizer = adabelief({ learningRate: 1e-3 })
 */
export const adabelief = ({
  learningRate,
  ...options
}: AdabeliefOptions): GradientTransform<DescentState<AdabeliefState>> =>
  descend(adabeliefDirection(options), learningRate);
