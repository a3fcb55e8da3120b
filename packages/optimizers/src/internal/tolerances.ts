import type { StopOptions } from "../minimize-result.ts";
import { checkSetting } from "./check-setting.ts";

export interface Tolerances {
  readonly gradientTolerance: number;
  readonly valueTolerance: number;
  readonly stepTolerance: number;
  readonly maxIterations: number;
}

/** @throws RangeError that begins with `name` when a tolerance is negative or the iterations are no natural number. */
export function checkedTolerances<P>(name: string, options: StopOptions<P>, defaults: Tolerances): Tolerances {
  const {
    gradientTolerance = defaults.gradientTolerance,
    valueTolerance = defaults.valueTolerance,
    stepTolerance = defaults.stepTolerance,
    maxIterations = defaults.maxIterations,
  } = options;
  checkSetting(`${name}: gradientTolerance`, gradientTolerance, "[0,∞)");
  checkSetting(`${name}: valueTolerance`, valueTolerance, "[0,∞)");
  checkSetting(`${name}: stepTolerance`, stepTolerance, "[0,∞)");
  if (!(maxIterations === Infinity || (Number.isInteger(maxIterations) && maxIterations >= 0)))
    throw new RangeError(`${name}: maxIterations must be an integer from 0 up, got ${maxIterations}; round it?`);
  return { gradientTolerance, valueTolerance, stepTolerance, maxIterations };
}
