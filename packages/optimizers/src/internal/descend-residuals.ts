import type { StopReason } from "../minimize-result.ts";
import {
  decreaseTo,
  isNearlySolved,
  isNegligible,
  type LeastSquaresPoint,
  type NextPoint,
  pointAt,
  type VectorProblem,
} from "./least-squares-point.ts";
import type { Standing } from "./standing.ts";
import type { Tolerances } from "./tolerances.ts";
import { addScaled, lengthOf } from "./vectors.ts";

interface Settings extends Tolerances {
  readonly problem: VectorProblem;
  readonly nextPoint: NextPoint;
  /** The rounding of the parameters, as a part of them. */
  readonly rounding: number;
  isAborted(): boolean;
  /** Called after each step. */
  onStep(standing: Standing): void;
}

/** Values that differ by fewer roundings than this count as equal. */
const NOISE = 8;

/** Steps of a method until a tolerance is met. */
export function descendResiduals(
  start: Float64Array,
  { problem, nextPoint, rounding, isAborted, onStep, ...tolerances }: Settings,
): readonly [Standing, StopReason] {
  let here = pointAt(problem, start, problem.residuals(start));
  checkStart(here);
  let last: LeastSquaresPoint | undefined;
  for (let iterations = 0; ; iterations++) {
    const standing = standAt(here, last, iterations);
    if (last) onStep(standing);
    const reason = isAborted() ? "aborted" : reasonToStop(here, last, standing, tolerances);
    if (reason) return [standing, reason];
    const next = nextPoint(here);
    if (next === "singular") return [standing, next];
    if (!next && !isAborted()) return [standing, isExhausted(here, rounding) ? "precision" : "stalled"];
    if (next) [last, here] = [here, next];
  }
}

const standAt = (
  { x, value, gradient, residuals }: LeastSquaresPoint,
  last: LeastSquaresPoint | undefined,
  iterations: number,
): Standing => ({
  x,
  value,
  gradientNorm: lengthOf(gradient),
  iterations,
  decrease: last ? decreaseTo(residuals, last) : Infinity,
  stepNorm: last ? lengthOf(addScaled(x, -1, last.x)) : Infinity,
});

/** Is all that a step could take away from the value lost in rounding: its own, and that of the parameters? */
function isExhausted(here: LeastSquaresPoint, rounding: number): boolean {
  const { x, value, gradient, excess } = here;
  const change = gradient.reduce((total, g, j) => total + Math.abs(g * x[j]!), 0);
  return isNearlySolved(here) || excess <= NOISE * rounding * (value + change);
}

function checkStart({ value, gradient, excess }: LeastSquaresPoint): void {
  if (Number.isFinite(value + excess + lengthOf(gradient))) return;
  const what = Number.isFinite(value) ? "Jacobian" : "residuals";
  throw new RangeError(`leastSquares: the ${what} at the start must be finite, got NaN or Infinity; start elsewhere?`);
}

function reasonToStop(
  here: LeastSquaresPoint,
  last: LeastSquaresPoint | undefined,
  { iterations, decrease }: Standing,
  { gradientTolerance, valueTolerance, stepTolerance, maxIterations }: Tolerances,
): StopReason | undefined {
  if (here.excess <= gradientTolerance ** 2 * here.value) return "gradient";
  if (stepTolerance > 0 && last && isNegligible(addScaled(here.x, -1, last.x), here, stepTolerance)) return "step";
  if (valueTolerance > 0 && decrease <= valueTolerance * here.value) return "value";
  return iterations >= maxIterations ? "maxIterations" : undefined;
}
