import { checkBoundaries } from "./internal/check-boundaries.ts";
import { checkSchedules } from "./internal/check-schedules.ts";
import { defineSchedule } from "./internal/define-schedule.ts";
import { segmentIndex } from "./internal/segment-index.ts";
import type { Schedule } from "./schedule.ts";

/**
 * One schedule after another: e_k = schedules[i](k - start), where i is the number of boundaries <= k and start the
 * last of these boundaries (0 before the first).
 *
 * Each schedule starts at its own step 0. The tail is that of the last one.
 * @good Any shape out of known parts.
 * @bad Rates may jump at the boundaries.
 * @use For recipes in stages.
 * @throws RangeError when there is not one boundary between each two schedules, or they are not increasing whole
 * numbers >= 1; TypeError when something is no function, no number or no array.
 * @example const learningRate = join([constant(0.1), linearDecay({ initial: 0.1, decaySteps: 900 })], [100])
 */
export const join = (schedules: readonly Schedule[], boundaries: readonly number[]): Schedule => {
  checkSchedules("join", schedules);
  if (schedules.length === 0)
    throw new RangeError("join: at least one schedule is needed, got none; wrap a number in constant");
  checkBoundaries("join", boundaries, schedules.length);
  const parts = [...schedules];
  const starts = [...boundaries];
  // never undefined: there is one schedule more than boundaries
  const partOf = (segment: number): Schedule => parts[segment]!;
  const rateAt = (step: number): number => {
    const segment = segmentIndex(starts, step);
    return partOf(segment)(step - (starts[segment - 1] ?? 0));
  };
  return defineSchedule("join", rateAt, partOf(starts.length).tail);
};
