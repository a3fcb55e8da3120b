import { add, type Tensor } from "@adjoint/tensor";
import type { GradientTransform, Tensors } from "./gradient-transform.ts";
import { correctedQuotient } from "./internal/corrected-quotient.ts";
import { averageOfSquares, zerosOf } from "./internal/moments.ts";
import { counter } from "./internal/scalar.ts";
import { type ScheduleFreeState, scheduleFree } from "./internal/schedule-free.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate } from "./rate.ts";

export interface ScheduleFreeAdamwOptions extends WeightDecayOptions {
  /** e: a number from 0 up, or a schedule: a warmup, if any. */
  readonly learningRate: Rate;
  /** b: how near to the average the gradients are taken, in (0, 1); default 0.9. */
  readonly beta1?: number;
  /** The part of the mean square that stays, in [0, 1); default 0.999. */
  readonly beta2?: number;
  /** Added to the root after the bias correction, above 0; default 1e-8. */
  readonly epsilon?: number;
}

export interface ScheduleFreeAdamwMoments {
  /** Steps taken, [] int32. */
  readonly step: Tensor;
  /** v, the moving average of the squares of the gradients. */
  readonly meanSquare: Tensors;
}

/**
 * Adam whose average needs no schedule: gradients g at y = (1 - b) z + b x, v <- beta2 v + (1 - beta2) g*g,
 * z <- z - e (g / (sqrt(v / (1 - beta2^t)) + epsilon) + weightDecay y), x <- (1 - c) x + c z with c = e^2 / sum e^2. The
 * parameters are y; evaluate and deploy x, which `evaluationParameters(params, state)` returns.
 * @rule Adam whose average takes the place of a schedule; evaluate `evaluationParameters(params, state)`
 * @good AdamW without a schedule.
 * @bad Evaluate the average, not the parameters.
 * @use For transformers whose end is open.
 * @throws RangeError when a setting is out of its range.
 * @see [Defazio et al. 2024](https://arxiv.org/abs/2405.15682), The road less scheduled, Algorithm 1, with the bias
 * correction in v, not in the rate
 * @example const optimizer = scheduleFreeAdamw({ learningRate: warmup(constant(2.5e-3), 1000) })
 */
export function scheduleFreeAdamw({
  learningRate,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  ...decay
}: ScheduleFreeAdamwOptions): GradientTransform<ScheduleFreeState<ScheduleFreeAdamwMoments>> {
  const quotient = correctedQuotient("scheduleFreeAdamw", { beta1: 0, beta2, epsilon }); // of g itself, no mean
  return scheduleFree<ScheduleFreeAdamwMoments>(
    "scheduleFreeAdamw: beta1",
    {
      init: (params) => ({ step: counter(), meanSquare: zerosOf(params) }),
      update: (gradients, state) => {
        const step = add(state.step, 1);
        const meanSquare = averageOfSquares(state.meanSquare, gradients, beta2);
        const [direction, factor] = quotient(step, gradients, meanSquare);
        return [direction, { step, meanSquare }, factor];
      },
    },
    { learningRate, interpolation: beta1, ...decay },
  );
}
