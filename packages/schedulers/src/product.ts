import { checkSchedules } from "./internal/check-schedules.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { limitTail } from "./internal/limit-tail.ts";
import { productTails } from "./internal/product-tails.ts";
import type { Schedule } from "./schedule.ts";

/**
 * The product of schedules: e_k = `schedules[0](k) schedules[1](k) ...`
 *
 * The exponents of power tails add up, a geometric factor wins over them, a zero factor over everything, and a
 * constant one changes nothing. A periodic factor times a power or another periodic one leaves no tail: the two may
 * take turns at 0. The product of no schedules is 1.
 * @good Lets one schedule fade another.
 * @bad Two falling rates fall fast.
 * @use For cycles that fade.
 * @throws TypeError when one is no function.
 * @example
 * const restarts = cosineRestarts({ initial: 0.1, period: 1000 });
 * const learningRate = product(restarts, exponentialDecay({ initial: 1, decayRate: 0.999 }));
 */
export const product = (...schedules: readonly Schedule[]): Schedule => {
  checkSchedules("product", schedules);
  return defineSchedule(
    "product",
    (step) => schedules.reduce((total, schedule) => total * schedule(step), 1),
    schedules.map((schedule) => schedule.tail).reduce(productTails, limitTail(1)),
  );
};
