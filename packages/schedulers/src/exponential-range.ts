import { type CycleOptions, checkCycle } from "./internal/check-cycle.ts";
import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { keptFraction } from "./internal/setting-kinds.ts";
import { triangleWave } from "./internal/triangle-wave.ts";
import type { Schedule, Tail } from "./schedule.ts";

export interface ExponentialRangeOptions extends CycleOptions {
  /** gamma, what remains of the height of the wave after each step, in (0, 1]. */
  readonly decayRate?: number;
}

/**
 * A triangle wave whose height shrinks with every step: e_k = low + (high - low) w_k decayRate^k, where
 * w_k = 1 - |(k mod 2h) / h - 1| and h = halfCycle.
 *
 * As in the usual implementations, the lower bound stays where it is.
 * @good Cycles whose height fades evenly.
 * @bad One more setting.
 * @use For long runs in cycles.
 * @throws RangeError unless 0 <= low < high are finite, halfCycle is a whole number >= 1 and decayRate is in (0, 1];
 * TypeError when one is not a number.
 * @see Smith 2017, Cyclical learning rates for training neural networks, section 3, "exp_range".
 * @example const learningRate = exponentialRange({ low: 0.001, high: 0.006, halfCycle: 2000, decayRate: 0.9999 })
 */
export const exponentialRange = ({ low, high, halfCycle, decayRate = 0.99994 }: ExponentialRangeOptions): Schedule => {
  checkCycle("exponentialRange", { low, high, halfCycle });
  checkSettings("exponentialRange", { decayRate }, keptFraction);
  const rateAt = (step: number): number => interpolate(low, high, triangleWave(step, halfCycle) * decayRate ** step);
  const shrunkTail: Tail = { kind: low > 0 ? "constant" : "geometric" };
  return defineSchedule("exponentialRange", rateAt, decayRate < 1 ? shrunkTail : { kind: "periodic" });
};
