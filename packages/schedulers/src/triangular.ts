import { type CycleOptions, checkCycle } from "./internal/check-cycle.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { interpolate } from "./internal/interpolate.ts";
import { triangleWave } from "./internal/triangle-wave.ts";
import type { Schedule } from "./schedule.ts";

export type TriangularOptions = CycleOptions;

/**
 * A triangle wave between two rates: e_k = low + (high - low) w_k, where w_k = 1 - |(k mod 2h) / h - 1|, h = halfCycle.
 *
 * Exactly low at steps 0, 2h, 4h ... and exactly high at h, 3h ...
 * @good No single rate has to be right.
 * @bad Never comes to rest.
 * @use To explore a range of rates.
 * @throws RangeError unless 0 <= low < high are finite and halfCycle is a whole number >= 1; TypeError when one is not
 * a number.
 * @see Smith 2017, Cyclical learning rates for training neural networks, section 3, "triangular".
 * @example const learningRate = triangular({ low: 0.001, high: 0.006, halfCycle: 2000 })
 */
export const triangular = ({ low, high, halfCycle }: TriangularOptions): Schedule => {
  checkCycle("triangular", { low, high, halfCycle });
  return defineSchedule("triangular", (step) => interpolate(low, high, triangleWave(step, halfCycle)), {
    kind: "periodic",
  });
};
