import { checkSchedules } from "./internal/check-schedules.ts";
import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { wholeFrom } from "./internal/setting-kinds.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Linear warmup before a schedule: e_k = (k / steps) schedule(0) for k < steps, then schedule(k - steps).
 *
 * The inner schedule is delayed, not cut: its own step 0 comes after the warmup. Step 0 has rate 0. The tail is that of
 * the inner schedule, since a delay changes nothing about its sums.
 * @good The first steps, whose gradients are large or whose moments are empty, stay small.
 * @bad Some steps are spent.
 * @use Before most schedules for Adam, transformers and large batches.
 * @throws RangeError when steps is no whole number >= 0; TypeError when it is not a number or the schedule no function.
 * @see Goyal et al. 2017, Accurate, large minibatch SGD, section 2.2, gradual warmup.
 * @example const learningRate = warmup(cosineDecay({ initial: 0.1, decaySteps: 9500 }), 500)
 */
export const warmup = (schedule: Schedule, steps: number): Schedule => {
  checkSchedules("warmup", [schedule]);
  checkSettings("warmup", { steps }, wholeFrom(0));
  const rateAt = (step: number): number => (step < steps ? (step / steps) * schedule(0) : schedule(step - steps));
  return defineSchedule("warmup", rateAt, schedule.tail);
};
