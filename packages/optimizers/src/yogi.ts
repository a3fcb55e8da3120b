import { add, multiply, sign, square, subtract, type Tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { correctedQuotient } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { averageOf, filledLike, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import type { Rate } from "./rate.ts";

export interface ScaleByYogiOptions extends Omit<ScaleByAdamOptions, "epsilon"> {
  /** Added to the root after the bias correction, above 0; default 1e-3. */
  readonly epsilon?: number;
  /** Where v starts, from 0 up; default 1e-6. */
  readonly initialAccumulator?: number;
}

function yogiDirection({
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-3,
  initialAccumulator = 1e-6,
}: ScaleByYogiOptions = {}): Direction<AdamState> {
  const quotient = correctedQuotient("yogi", { beta1, beta2, epsilon });
  checkSetting("yogi: initialAccumulator", initialAccumulator, "[0,∞)");
  const follow = (v: Tensor, g: Tensor): Tensor => {
    const target = square(g);
    return subtract(v, multiply(multiply(sign(subtract(v, target)), target), 1 - beta2));
  };
  return {
    init: (params) => ({
      step: counter(),
      mean: zerosOf(params),
      meanSquare: filledLike(params, initialAccumulator),
    }),
    update: (gradients, state) => {
      const step = add(state.step, 1);
      const mean = averageOf(state.mean, gradients, beta1);
      const meanSquare = mapTree(follow, state.meanSquare, gradients);
      const [direction, factor] = quotient(step, mean, meanSquare);
      return [direction, { step, mean, meanSquare }, factor];
    },
  };
}

/** m^ / (sqrt(v^) + epsilon) with a v that moves by (1 - beta2) g*g towards g*g. */
export const scaleByYogi = (options?: ScaleByYogiOptions): GradientTransform<AdamState> =>
  scaled(yogiDirection(options));

export interface YogiOptions extends ScaleByYogiOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * Yogi, Adam whose second moment changes by no more than the gradient is large:
 * v <- v - (1 - beta2) sign(v - g*g) g*g, p <- p - e m^ / (sqrt(v^) + epsilon), both moments corrected for their start.
 * @rule v <- v - (1 - beta2) sign(v - g g) g g
 * @good Its rates rise slowly, so sparse gradients do no harm.
 * @bad A large epsilon by default.
 * @use Where Adam's rates jump.
 * @see Zaheer et al. 2018, Adaptive methods for nonconvex optimization, Algorithm 2
 * @example const optimizer = yogi({ learningRate: 0.01 })
 */
export const yogi = ({ learningRate, ...options }: YogiOptions): GradientTransform<DescentState<AdamState>> =>
  descend(yogiDirection(options), learningRate);
