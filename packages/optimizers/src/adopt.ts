import {
  add,
  castTo,
  clip,
  divide,
  equal,
  maximum,
  negate,
  onHost,
  sqrt,
  square,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import type { AdamState, ScaleByAdamOptions } from "./adam.ts";
import type { GradientTransform } from "./gradient-transform.ts";
import { checkSettings } from "./internal/corrected-quotient.ts";
import { type DescentState, type Direction, descend, scaled } from "./internal/direction.ts";
import { movingAverage, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import type { Rate } from "./rate.ts";

function adoptDirection({
  beta1 = 0.9,
  beta2 = 0.9999,
  epsilon = 1e-6,
}: ScaleByAdamOptions = {}): Direction<AdamState> {
  checkSettings("adopt", { beta1, beta2, epsilon });
  return {
    init: (params) => ({ step: counter(), mean: zerosOf(params), meanSquare: zerosOf(params) }),
    update: (gradients, state) => {
      const isFirst = equal(state.step, 0);
      const limit = onHost((k) => k ** 0.25, state.step);
      const follow = (m: Tensor, g: Tensor, v: Tensor): Tensor => {
        const bound = castTo(limit, g.dtype);
        const normalized = divide(g, maximum(sqrt(v), epsilon));
        return where(isFirst, m, movingAverage(m, clip(normalized, negate(bound), bound), beta1));
      };
      const mean = mapTree(follow, state.mean, gradients, state.meanSquare);
      const meanSquare = mapTree(
        (v: Tensor, g: Tensor) => where(isFirst, square(g), movingAverage(v, square(g), beta2)),
        state.meanSquare,
        gradients,
      );
      return [mean, { step: add(state.step, 1), mean, meanSquare }];
    },
  };
}

/** A moving average of clip(g / max(sqrt(v), epsilon), k^(1/4)), v that of the squares of the gradients before. */
export const scaleByAdopt = (options?: ScaleByAdamOptions): GradientTransform<AdamState> =>
  scaled(adoptDirection(options));

export interface AdoptOptions extends ScaleByAdamOptions {
  /** e: a number from 0 up, or a schedule. */
  readonly learningRate: Rate;
}

/**
 * ADOPT, Adam that converges at any beta2: gradients are divided by the root of a second moment that does not know them
 * yet. The first gradient only starts v = g*g and moves nothing; then, k = 1, 2, ...:
 * m <- beta1 m + (1 - beta1) clip(g / max(sqrt(v), epsilon), k^(1/4)), p <- p - e m, v <- beta2 v + (1 - beta2) g*g.
 * By default beta2 is 0.9999 and epsilon 1e-6.
 * @rule m averages clip(g / max(sqrt(v), epsilon), k^(1/4)), v the squares before; p <- p - e m
 * @good Converges for any beta2.
 * @bad The first step only looks.
 * @use Where Adam is unsteady.
 * @see [Taniguchi et al. 2024](https://arxiv.org/abs/2411.02853), ADOPT: modified Adam can converge with any beta2 with
 * the optimal rate, its clipped form
 * @example const optimizer = adopt({ learningRate: 1e-3 })
 */
export const adopt = ({ learningRate, ...options }: AdoptOptions): GradientTransform<DescentState<AdamState>> =>
  descend(adoptDirection(options), learningRate);
