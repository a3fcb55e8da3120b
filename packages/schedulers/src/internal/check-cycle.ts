import { checkSettings } from "./check-settings.ts";
import { above, atLeast, wholeFrom } from "./setting-kinds.ts";

/** Bounds and length of a triangular cycle: 0 <= low < high, and a whole number of steps in each half. */
export interface CycleOptions {
  /** The rate at the start and the end of a cycle, >= 0. */
  readonly low: number;
  /** The rate in the middle of the first cycle, > low. */
  readonly high: number;
  /** Steps from low to high, a whole number >= 1; Smith recommends 2 to 10 epochs' worth. */
  readonly halfCycle: number;
}

export const checkCycle = (operation: string, { low, high, halfCycle }: CycleOptions): void => {
  checkSettings(operation, { low }, atLeast(0));
  checkSettings(operation, { high }, above(low));
  checkSettings(operation, { halfCycle }, wholeFrom(1));
};
