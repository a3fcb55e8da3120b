import type { GradientTransform } from "./gradient-transform.ts";
import { type ScheduleFreeState, scheduleFree } from "./internal/schedule-free.ts";
import type { WeightDecayOptions } from "./internal/weight-decay.ts";
import type { Rate } from "./rate.ts";
import type { EmptyState } from "./stateless.ts";

export interface ScheduleFreeSgdOptions extends WeightDecayOptions {
  /** e: a number from 0 up, or a schedule: a warmup, if any. */
  readonly learningRate: Rate;
  /** b: how near to the average the gradients are taken, in (0, 1); default 0.9. */
  readonly momentum?: number;
}

/**
 * Gradient descent whose average needs no schedule: gradients g at y = (1 - b) z + b x, z <- z - e (g + weightDecay y),
 * x <- (1 - c) x + c z with c = e^2 / sum e^2 (1 / t for a fixed rate). The parameters are y; evaluate and deploy x, which
 * `evaluationParameters(params, state)` returns. Rates are larger than without: 10 to 50 times as large, say.
 * @rule an average takes the place of a schedule; evaluate `evaluationParameters(params, state)`
 * @good No schedule, and no end to be known.
 * @bad Evaluate the average, not the parameters.
 * @use For runs whose length is open.
 * @throws RangeError when a setting is out of its range.
 * @see [Defazio et al. 2024](https://arxiv.org/abs/2405.15682), The road less scheduled, eq. 3 to 5
 * @example const optimizer = scheduleFreeSgd({ learningRate: 1 })
 */
export const scheduleFreeSgd = ({
  learningRate,
  momentum = 0.9,
  ...decay
}: ScheduleFreeSgdOptions): GradientTransform<ScheduleFreeState<EmptyState>> =>
  scheduleFree<EmptyState>(
    "scheduleFreeSgd: momentum",
    { init: () => ({}), update: (gradients, state) => [gradients, state] },
    { learningRate, interpolation: momentum, ...decay },
  );
