import { checkSchedules } from "./internal/check-schedules.ts";
import { checkSettings } from "./internal/check-settings.ts";
import { clampTail } from "./internal/clamp-tail.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { atLeast } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

export interface ClampRateOptions {
  /** The lowest rate, >= 0. */
  readonly minimum?: number;
  /** The highest rate, >= minimum; no limit unless given. */
  readonly maximum?: number;
}

/**
 * A schedule kept between two rates: e_k = min(max(schedule(k), minimum), maximum).
 *
 * A positive minimum turns a decaying tail into a constant one, and so takes the Robbins-Monro conditions away.
 * @good Keeps a rate within bounds.
 * @bad A floor above 0 ends the proof of convergence.
 * @use Against rates that fall too far.
 * @throws RangeError unless 0 <= minimum <= maximum are finite; TypeError when one is not a number or the schedule no
 * function.
 * @example const learningRate = clampRate(exponentialDecay({ initial: 0.1, decayRate: 0.99 }), { minimum: 1e-4 })
 */
export const clampRate = (schedule: Schedule, { minimum = 0, maximum }: ClampRateOptions): Schedule => {
  checkSchedules("clampRate", [schedule]);
  checkSettings("clampRate", { minimum }, atLeast(0));
  if (maximum !== undefined) checkSettings("clampRate", { maximum }, atLeast(minimum));
  const ceiling = maximum ?? Number.POSITIVE_INFINITY;
  return defineSchedule(
    "clampRate",
    (step) => Math.min(Math.max(schedule(step), minimum), ceiling),
    clampTail(schedule.tail, minimum, ceiling),
  );
};
