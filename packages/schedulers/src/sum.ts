import { checkSchedules } from "./internal/check-schedules.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { sumTails } from "./internal/sum-tails.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The sum of schedules: e_k = `schedules[0](k) + schedules[1](k) + ...`
 *
 * The tail is that of the term that decays slowest; one term without a tail, and the sum has none.
 * The sum of no schedules is 0.
 * @good Adds cycles to a decay.
 * @bad The peak is the sum of the peaks.
 * @use For shapes of your own.
 * @throws TypeError when one is no function.
 * @example const learningRate = sum(constant(1e-4), cosineDecay({ initial: 0.1, decaySteps: 10_000 }))
 */
export const sum = (...schedules: readonly Schedule[]): Schedule => {
  checkSchedules("sum", schedules);
  return defineSchedule(
    "sum",
    (step) => schedules.reduce((total, schedule) => total + schedule(step), 0),
    schedules.map((schedule) => schedule.tail).reduce(sumTails, limitTail(0)),
  );
};
