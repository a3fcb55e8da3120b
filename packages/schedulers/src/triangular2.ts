import { type CycleOptions, checkCycle } from "./internal/check-cycle.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { triangleWave } from "./internal/triangle-wave.ts";
import type { Schedule } from "./schedule.ts";

export type Triangular2Options = CycleOptions;

/**
 * A triangle wave whose height halves with every cycle: e_k = low + (high - low) w_k / 2^floor(k / 2h), where
 * w_k = 1 - |(k mod 2h) / h - 1| and h = halfCycle.
 * @good Cycles that settle down.
 * @bad The halving may be too fast.
 * @use For runs of several cycles.
 * @throws RangeError unless 0 <= low < high are finite and halfCycle is a whole number >= 1; TypeError when one is not
 * a number.
 * @see Smith 2017, Cyclical learning rates for training neural networks, section 3, "triangular2".
 * @example const learningRate = triangular2({ low: 0.001, high: 0.006, halfCycle: 2000 })
 */
export const triangular2 = ({ low, high, halfCycle }: Triangular2Options): Schedule => {
  checkCycle("triangular2", { low, high, halfCycle });
  const rateAt = (step: number): number =>
    interpolate(low, high, triangleWave(step, halfCycle) * 2 ** -Math.floor(step / (2 * halfCycle)));
  return defineSchedule("triangular2", rateAt, { kind: low > 0 ? "constant" : "geometric" });
};
