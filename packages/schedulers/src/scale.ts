import { checkSchedules } from "./internal/check-schedules.ts";
import { checkSettings } from "./internal/check-settings.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { productTails } from "./internal/product-tails.ts";
import type { Schedule } from "./schedule.ts";

/**
 * A schedule times a number: e_k = factor schedule(k).
 *
 * A positive factor keeps the tail, 0 gives the zero tail. A negative factor, of use inside `sum`, leaves no tail,
 * because tails speak of non-negative rates.
 * @good The same shape, higher or lower.
 * @bad Nothing.
 * @use To try a schedule at another rate.
 * @throws RangeError when factor is not finite; TypeError when it is not a number or the schedule no function.
 * @example const headLearningRate = scale(bodyLearningRate, 10)
 */
export const scale = (schedule: Schedule, factor: number): Schedule => {
  checkSchedules("scale", [schedule]);
  checkSettings("scale", { factor }, [() => true, "a finite number"]);
  const factorTail = factor < 0 ? undefined : limitTail(factor);
  return defineSchedule("scale", (step) => factor * schedule(step), productTails(schedule.tail, factorTail));
};
