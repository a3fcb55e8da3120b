import { add, divide, greater, onHost, sqrt, type Tensor, where } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamOptions, AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { biasCorrection } from "./internal/bias-correction.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

/** The variance of the adaptive rate is tractable where its degrees of freedom are more than this. */
const THRESHOLD = 5;

function radamDirection({ beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8 }: ScaleByAdamOptions = {}): Direction<AdamState> {
  checkSettings("radam", { beta1, beta2, epsilon });
  const [correct1, correct2] = [biasCorrection(beta1), biasCorrection(beta2)];
  const limit = 2 / (1 - beta2) - 1;
  const freedomAt = (t: number): number => limit - (2 * t * beta2 ** t) / correct2(t);
  const factorAt = (t: number): number => {
    const freedom = freedomAt(t);
    if (freedom <= THRESHOLD) return 1 / correct1(t);
    const rectification = ((freedom - 4) * (freedom - 2) * limit) / ((limit - 4) * (limit - 2) * freedom);
    return Math.sqrt(rectification * correct2(t)) / correct1(t);
  };
  return {
    init: (params) => ({ step: counter(), mean: zerosOf(params), meanSquare: zerosOf(params) }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const meanSquare = averageOfSquares(state.meanSquare, gradients, beta2);
      const isRectified = greater(onHost(freedomAt, step), THRESHOLD);
      const direction = (m: Tensor, v: Tensor): Tensor => where(isRectified, divide(m, add(sqrt(v), epsilon)), m);
      return [mapTree(direction, mean, meanSquare), { step, mean, meanSquare }, onHost(factorAt, step)];
    },
  };
}

/** r sqrt(1 - beta2^t) m^ / (sqrt(v) + epsilon) with the rectification r, or m^ in the first steps. */
export const scaleByRadam = (options?: ScaleByAdamOptions): GradientTransform<AdamState> =>
  scaled(radamDirection(options));

/**
 * RAdam, Adam whose adaptive rate is held back while its variance is large. With d = 2 / (1 - beta2) - 1 and
 * d_t = d - 2 t beta2^t / (1 - beta2^t): p <- p - e r_t m^ sqrt(1 - beta2^t) / (sqrt(v) + epsilon),
 * r_t^2 = (d_t - 4) (d_t - 2) d / ((d - 4) (d - 2) d_t), where d_t > 5; p <- p - e m^ before.
 * @rule Adam held back while the variance of its rate is large; p <- p - e m^ in the first steps
 * @good Needs no warmup.
 * @bad Plain averages in the first steps.
 * @use Where a warmup is hard to set.
 * @see [Liu et al. 2020](https://arxiv.org/abs/1908.03265), On the variance of the adaptive learning rate and beyond,
 * Algorithm 2, as in PyTorch
 * @example const optimizer = radam({ learningRate: 1e-3 })
 */
export const radam = ({ learningRate, ...options }: AdamOptions): GradientTransform<DescentState<AdamState>> =>
  descend(radamDirection(options), learningRate);
