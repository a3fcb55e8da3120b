import { add, maximum, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamOptions, AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { correctedQuotient } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";

export interface AmsgradState extends AdamState {
  /** The largest v so far, before the bias correction. */
  readonly maximumSquare: Tensors;
}

function amsgradDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: ScaleByAdamOptions = {}): Direction<AmsgradState> {
  const quotient = correctedQuotient("amsgrad", { beta1, beta2, epsilon });
  return {
    init: (params) => ({
      step: counter(),
      mean: zerosOf(params),
      meanSquare: zerosOf(params),
      maximumSquare: zerosOf(params),
    }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const meanSquare = averageOfSquares(state.meanSquare, gradients, beta2);
      const maximumSquare = mapTree((a: Tensor, b: Tensor) => maximum(a, b), state.maximumSquare, meanSquare);
      const [direction, factor] = quotient(step, mean, maximumSquare);
      return [direction, { step, mean, meanSquare, maximumSquare }, factor];
    },
  };
}

/** m^ / (sqrt(w / (1 - beta2^t)) + epsilon), w the largest moving average of g*g so far. */
export const scaleByAmsgrad = (options?: ScaleByAdamOptions): GradientTransform<AmsgradState> =>
  scaled(amsgradDirection(options));

/**
 * AMSGrad, Adam with steps that cannot grow again: w <- max(w, v), p <- p - e m^ / (sqrt(w / (1 - beta2^t)) + epsilon).
 * The maximum is that of the raw second moment, the bias is corrected after it, as in PyTorch.
 * @rule Adam with the largest v so far
 * @good Rates never rise, which mends Adam's proof.
 * @bad One large gradient slows it down for good.
 * @use Where Adam does not settle.
 * @see [Reddi, Kale, Kumar 2018](https://arxiv.org/abs/1904.09237), On the convergence of Adam and beyond, Algorithm 2
 * @example const optimizer = amsgrad({ learningRate: 1e-3 })
 */
export const amsgrad = ({ learningRate, ...options }: AdamOptions): GradientTransform<DescentState<AmsgradState>> =>
  descend(amsgradDirection(options), learningRate);
