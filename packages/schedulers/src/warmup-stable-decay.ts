import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { above, atLeast, wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface WarmupStableDecayOptions {
  /** The rate between warmup and decay, >= 0. */
  readonly peak: number;
  /** The rate at step 0, where warmupSteps > 0; >= 0. */
  readonly initial?: number;
  /** The rate after the decay, >= 0. */
  readonly final?: number;
  /** Steps of linear rise, a whole number >= 0. */
  readonly warmupSteps: number;
  /** Steps at the peak, a whole number >= 0. */
  readonly stableSteps: number;
  /** Steps of decay, a whole number >= 1; 10 to 20% of the whole run is usual. */
  readonly decaySteps: number;
  /** The power of the decay's progress, > 0: 1 is a line, 0.5 the "1 - sqrt" that falls fast at first. */
  readonly cooldownPower?: number;
}

/**
 * Warmup, a long plateau, a short decay: a line from initial to peak, peak, and then
 * e_k = final + (peak - final) (1 - z^cooldownPower), where z in [0, 1] is the progress of the decay.
 *
 * Only the decay needs to know when training ends, so that one long run can be continued, or cooled down, at any time.
 * All joints are exact.
 * @good The end can be chosen late: only the decay needs it.
 * @bad Three lengths to choose.
 * @use For large models that may be trained on.
 * @throws RangeError when a rate is negative or not finite, a number of steps is not whole, decaySteps < 1, or
 * cooldownPower <= 0; TypeError when one is not a number.
 * @see Hu et al. 2024, MiniCPM, section 4, for the three phases; Hägele et al. 2024, Scaling laws and compute-optimal
 * training beyond fixed training durations, section 3, for the linear and the 1 - sqrt cooldown.
 * @example const learningRate = warmupStableDecay({ peak: 0.01, warmupSteps: 500, stableSteps: 8000, decaySteps: 1500
 * })
 */
export const warmupStableDecay = ({
  peak,
  initial = 0,
  final = 0,
  warmupSteps,
  stableSteps,
  decaySteps,
  cooldownPower = 1,
}: WarmupStableDecayOptions): Schedule => {
  checkSettings("warmupStableDecay", { peak, initial, final }, atLeast(0));
  checkSettings("warmupStableDecay", { warmupSteps, stableSteps }, wholeFrom(0));
  checkSettings("warmupStableDecay", { decaySteps }, wholeFrom(1));
  checkSettings("warmupStableDecay", { cooldownPower }, above(0));
  const rateAt = (step: number): number => {
    if (step < warmupSteps) return interpolate(initial, peak, step / warmupSteps);
    const progress = Math.min(Math.max(step - warmupSteps - stableSteps, 0) / decaySteps, 1);
    return interpolate(peak, final, progress ** cooldownPower);
  };
  return defineSchedule("warmupStableDecay", rateAt, limitTail(final));
};
