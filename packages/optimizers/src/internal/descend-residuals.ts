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
/** Steps that may follow each other without a visible improvement. */
const PATIENCE = 10;

/** Steps of a method until a tolerance is met. */
export function descendResiduals(
  start: Float64Array,
  { problem, nextPoint, rounding, isAborted, onStep, ...tolerances }: Settings,
): readonly [Standing, StopReason] {
  let here = pointAt(problem, start, problem.residuals(start));
  checkStart(here);
  let last: LeastSquaresPoint | undefined;
  let { value: least, excess: leastExcess } = here;
  let patience = PATIENCE;
  for (let iterations = 0; ; iterations++) {
    const standing = standAt(here, last, iterations);
    if (last) onStep(standing);
    const reason = isAborted() ? "aborted" : reasonToStop(here, last, standing, tolerances);
    if (reason) return [standing, reason];
    const next = patience > 0 ? nextPoint(here) : undefined;
    if (next === "singular") return [standing, next];
    if (!next) return [standing, isAborted() ? "aborted" : isExhausted(here, rounding) ? "precision" : "stalled"];
    [last, here] = [here, next];
    const isBetter = next.value < (1 - NOISE * rounding) * least || next.excess <= leastExcess / 2;
    patience = isBetter ? PATIENCE : patience - 1;
    [least, leastExcess] = [Math.min(least, next.value), Math.min(leastExcess, next.excess)];
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
  const { x, value, gradient, columns, excess } = here;
  const firstOrder = gradient.reduce((total, g, j) => total + Math.abs(g * x[j]!), 0);
  const shift = rounding * columns.reduce((total, column, j) => total + lengthOf(column) * Math.abs(x[j]!), 0);
  return isNearlySolved(here) || excess <= NOISE * (rounding * (value + firstOrder) + shift ** 2);
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
