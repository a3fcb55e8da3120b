import { add, castTo, divide, multiply, onHost, sqrt, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { biasCorrection } from "./internal/bias-correction.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter, scalar } from "./internal/scalar.ts";
import type { Rate } from "./rate.ts";

export interface ScaleByNadamOptions extends ScaleByAdamOptions {
  /** How fast the momentum grows towards beta1, from 0 up; default 4e-3. */
  readonly momentumDecay?: number;
}

export interface NadamState extends AdamState {
  /** The product of the momentums of all steps, [] float64. */
  readonly momentumProduct: Tensor;
}

export function nadamDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  momentumDecay = 4e-3,
}: ScaleByNadamOptions = {}): Direction<NadamState> {
  checkSettings("nadam", { beta1, beta2, epsilon });
  checkSetting("nadam: momentumDecay", momentumDecay, "[0,∞)");
  const correct2 = biasCorrection(beta2);
  const momentumAt = (t: number): number => beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
  return {
    init: (params) => ({
      step: counter(),
      momentumProduct: scalar(1),
      mean: zerosOf(params),
      meanSquare: zerosOf(params),
    }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const momentumProduct = multiply(state.momentumProduct, onHost(momentumAt, step));
      const mean = averageOf(state.mean, gradients, beta1);
      const meanSquare = averageOfSquares(state.meanSquare, gradients, beta2);
      const ofGradient = onHost((t, product) => (1 - momentumAt(t)) / (1 - product), step, momentumProduct);
      const ofMean = onHost(
        (t, product) => momentumAt(t + 1) / (1 - product * momentumAt(t + 1)),
        step,
        momentumProduct,
      );
      const offset = onHost((t) => epsilon * Math.sqrt(correct2(t)), step);
      const direction = (g: Tensor, m: Tensor, v: Tensor): Tensor => {
        const ahead = add(multiply(g, castTo(ofGradient, g.dtype)), multiply(m, castTo(ofMean, m.dtype)));
        return divide(ahead, add(sqrt(v), castTo(offset, v.dtype)));
      };
      const factor = onHost((t) => Math.sqrt(correct2(t)), step);
      const next = { step, momentumProduct, mean, meanSquare };
      return [mapTree(direction, gradients, mean, meanSquare), next, factor];
    },
  };
}

/** Adam's direction with the momentum of the step after. */
export const scaleByNadam = (options?: ScaleByNadamOptions): GradientTransform<NadamState> =>
  scaled(nadamDirection(options));

export interface NadamOptions extends ScaleByNadamOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * NAdam, Adam with Nesterov's momentum: with mu_t = beta1 (1 - 0.96^(t momentumDecay) / 2) and M_t = mu_1 ... mu_t,
 * p <- p - e ((1 - mu_t) g / (1 - M_t) + mu_{t+1} m / (1 - M_{t+1})) / (sqrt(v / (1 - beta2^t)) + epsilon).
 * @rule Adam with Nesterov's momentum, which grows
 * @good Adam that looks ahead; often a little faster.
 * @bad Its momentum follows a schedule of its own.
 * @use In place of Adam for recurrent networks.
 * @see Dozat 2016, Incorporating Nesterov momentum into Adam, as in PyTorch
 * @example const optimizer = nadam({ learningRate: 2e-3 })
 */
export const nadam = ({ learningRate, ...options }: NadamOptions): GradientTransform<DescentState<NadamState>> =>
  descend(nadamDirection(options), learningRate);
