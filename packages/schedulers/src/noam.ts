import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { above, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface NoamOptions {
  /** d_model, the width of the transformer, a whole number >= 1. */
  readonly modelSize: number;
  /** Steps of linear rise, a whole number >= 1. */
  readonly warmupSteps?: number;
  /** Multiplies the whole schedule, > 0. */
  readonly factor?: number;
}

/**
 * The schedule of the transformer: e_k = factor modelSize^-0.5 min(n^-0.5, n warmupSteps^-1.5) with n = k + 1.
 *
 * The paper counts steps from 1, so its step n is our step n - 1. The peak, factor / sqrt(modelSize warmupSteps), is at
 * step warmupSteps - 1.
 * @good Warmup and decay in one, by the size of the model.
 * @bad The peak is hidden in the formula.
 * @use For transformers as in the original paper.
 * @throws RangeError when modelSize or warmupSteps is no whole number >= 1, or factor <= 0; TypeError when one is not a
 * number.
 * @see Vaswani et al. 2017, Attention is all you need, section 5.3, eq. 3.
 * @example const learningRate = noam({ modelSize: 512, warmupSteps: 4000 })
 */
export const noam = ({ modelSize, warmupSteps = 4000, factor = 1 }: NoamOptions): Schedule => {
  checkSettings("noam", { modelSize, warmupSteps }, wholeFrom(1));
  checkSettings("noam", { factor }, above(0));
  const rateAt = (step: number): number =>
    (factor / Math.sqrt(modelSize)) * Math.min((step + 1) ** -0.5, (step + 1) * warmupSteps ** -1.5);
  return defineSchedule("noam", rateAt, { kind: "power", exponent: 0.5 });
};
