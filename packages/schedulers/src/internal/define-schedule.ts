import type { Schedule, Tail } from "../schedule.ts";
import { checkSettings } from "./check-settings.ts";
import { atLeast } from "./setting-kinds.ts";

/** A schedule from its formula, guarded against steps that are no steps. Without a tail nothing is claimed. */
export const defineSchedule = (operation: string, rateAt: (step: number) => number, tail?: Tail): Schedule => {
  const fromZero = atLeast(0);
  const schedule = (step: number): number => {
    checkSettings(operation, { step }, fromZero);
    return rateAt(step);
  };
  return Object.assign(schedule, tail && { tail });
};
