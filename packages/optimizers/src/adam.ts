import { add, type Tensor } from "@adjoint/tensor";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { correctedQuotient } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import type { Rate } from "./rate.ts";

export interface ScaleByAdamOptions {
  /** The part of the mean gradient that stays, in [0, 1); default 0.9. */
  readonly beta1?: number;
  /** The part of the mean square that stays, in [0, 1); default 0.999. */
  readonly beta2?: number;
  /** Added to the root after the bias correction, above 0; default 1e-8. */
  readonly epsilon?: number;
}

export interface AdamState {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** m, the moving average of the gradients. */
  readonly mean: Tensors;
  /** v, the moving average of their squares. */
  readonly meanSquare: Tensors;
}

/** m / (sqrt(v) + epsilon sqrt(1 - beta2^t)), with the factor sqrt(1 - beta2^t) / (1 - beta1^t) to come. */
export function adamDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
}: ScaleByAdamOptions = {}): Direction<AdamState> {
  const quotient = correctedQuotient("adam", { beta1, beta2, epsilon });
  return {
    init: (params) => ({ step: counter(), mean: zerosOf(params), meanSquare: zerosOf(params) }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const meanSquare = averageOfSquares(state.meanSquare, gradients, beta2);
      const [direction, factor] = quotient(step, mean, meanSquare);
      return [direction, { step, mean, meanSquare }, factor];
    },
  };
}

/**
 * m^ / (sqrt(v^) + epsilon), with moving averages m of g and v of g*g, corrected for their start at 0.
 * @throws RangeError when a setting is out of its range.
 * @example chain({ moments: scaleByAdam(), rate: scaleByLearningRate(1e-3) })
 */
export const scaleByAdam = (options?: ScaleByAdamOptions): GradientTransform<AdamState> =>
  scaled(adamDirection(options));

export interface AdamOptions extends ScaleByAdamOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Adam: m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) g*g,
 * p <- p - e (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon), t = 1, 2, ...
 *
 * From a float32 state one step differs from the exact one by at most 2e-7 (|update| + learningRate).
 * @rule m and v average g and g g: p <- p - e m^ / (sqrt(v^) + epsilon)
 * @good Works at its usual rate almost everywhere.
 * @bad Two moments of memory; may generalize less well than momentum.
 * @use The first choice; adamw where weights should decay.
 * @see [Kingma, Ba 2015](https://arxiv.org/abs/1412.6980), Adam: a method for stochastic optimization, Algorithm 1
 * @example const optimizer = adam({ learningRate: 1e-3 })
 */
export const adam = ({ learningRate, ...options }: AdamOptions): GradientTransform<DescentState<AdamState>> =>
  descend(adamDirection(options), learningRate);
