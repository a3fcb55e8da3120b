import { abs, add, divide, maximum, multiply, onHost, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamOptions, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { biasCorrection } from "./internal/bias-correction.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

export interface AdamaxState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** m, the moving average of the gradients. */
  readonly mean: Tensors;
  /** u, the largest of the sizes of the gradients, each decayed since. */
  readonly norm: Tensors;
}

function adamaxDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: ScaleByAdamOptions = {}): Direction<AdamaxState> {
  checkSettings("adamax", { beta1, beta2, epsilon });
  const correct1 = biasCorrection(beta1);
  return {
    init: (params) => ({ step: counter(), mean: zerosOf(params), norm: zerosOf(params) }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const norm = mapTree(
        (u: Tensor, g: Tensor) => maximum(multiply(u, beta2), add(abs(g), epsilon)),
        state.norm,
        gradients,
      );
      const direction = mapTree((m: Tensor, u: Tensor) => divide(m, u), mean, norm);
      return [direction, { step, mean, norm }, onHost((t) => 1 / correct1(t), step)];
    },
  };
}

/** m^ / u, u the decaying maximum of |g| + epsilon. */
export const scaleByAdamax = (options?: ScaleByAdamOptions): GradientTransform<AdamaxState> =>
  scaled(adamaxDirection(options));

/**
 * AdaMax, Adam in the maximum norm: u <- max(beta2 u, |g| + epsilon), p <- p - e m / ((1 - beta1^t) u).
 * The epsilon, which the paper has not, keeps a gradient of 0 from 0 / 0 (as in PyTorch).
 * @rule u <- max(beta2 u, abs(g) + epsilon), p <- p - e m^ / u
 * @good By the largest gradient instead of the mean square: steady for rare large ones.
 * @bad Slow to forget a large gradient.
 * @use For embeddings and sparse updates.
 * @see [Kingma, Ba 2015](https://arxiv.org/abs/1412.6980), Adam: a method for stochastic optimization, Algorithm 2
 * @example const optimizer = adamax({ learningRate: 2e-3 })
 */
export const adamax = ({ learningRate, ...options }: AdamOptions): GradientTransform<DescentState<AdamaxState>> =>
  descend(adamaxDirection(options), learningRate);
