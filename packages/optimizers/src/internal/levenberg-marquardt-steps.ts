import {
  isNegligible,
  type LeastSquaresPoint,
  type NextPoint,
  pointBelow,
  type StepSettings,
} from "./least-squares-point.ts";
import { solveTriangular, triangularize } from "./triangularize.ts";
import { addScaled, dot, lengthOf } from "./vectors.ts";

/** Less damping than this is lost in rounding: its root is 2^-52. */
const LEAST_DAMPING = 2 ** -104;
/** After so many bad steps in a row the damping is 2^900 times what it was. */
const LARGEST_GROWTH = 2 ** 42;
/** A gain that leaves the damping as it is. */
const NEUTRAL_GAIN = 0.5;

/**
 * Damped steps, (J^T J + mu D^2) h = -J^T r, with the damping mu led by the gain, the part of the decrease that the
 * linear model promised and the step kept: mu falls, at most to a third, after a good step, and grows by 2, 4, 8 ...
 * after bad ones (Nielsen). D holds the largest length so far of each column of J (Marquardt's scaling in the form of
 * More): the steps do not depend on the units of the parameters.
 * @see Madsen, Nielsen, Tingleff 2004, Methods for non-linear least squares problems, Algorithm 3.16; More 1978, The
 * Levenberg-Marquardt algorithm: implementation and theory, section 6
 */
export function levenbergMarquardtSteps(
  { problem, rounding, isAborted }: StepSettings,
  initialDamping: number,
): NextPoint {
  let damping = initialDamping;
  let scales: readonly number[] = [];
  return (here) => {
    scales = here.columns.map((column, j) => Math.max(lengthOf(column), scales[j] ?? 0) || 1);
    for (let growth = 2; growth < LARGEST_GROWTH && !isAborted(); growth *= 2) {
      const h = dampedStep(here, scales, Math.sqrt(damping));
      const { point, decrease } = pointBelow(here, 0, problem, addScaled(here.x, -1, h));
      if (point) {
        const gain = decrease > 0 ? decrease / promisedDecrease(here, h, scales, damping) : NEUTRAL_GAIN;
        damping = Math.max(damping * Math.max(1 / 3, 1 - (2 * gain - 1) ** 3), LEAST_DAMPING);
        return point;
      }
      damping *= growth;
      if (isNegligible(h, here, rounding)) break;
    }
    return undefined;
  };
}

/** -h, from the triangle with the damping below it. */
function dampedStep({ triangle }: LeastSquaresPoint, scales: readonly number[], root: number): Float64Array {
  const { columns, right } = triangle;
  const n = columns.length;
  const extended = columns.map((column, j) => {
    const out = new Float64Array(2 * n);
    out.set(column);
    out[n + j] = root * scales[j]!;
    return out;
  });
  const target = new Float64Array(2 * n);
  target.set(right);
  return solveTriangular(triangularize({ columns: extended, right: target }));
}

/** 1/2 h (mu D^2 h - g), Madsen et al. eq. 3.14, with -h for h. */
const promisedDecrease = (
  { gradient }: LeastSquaresPoint,
  h: Float64Array,
  scales: readonly number[],
  damping: number,
): number =>
  dot(
    h,
    gradient.map((g, j) => g + damping * scales[j]! ** 2 * h[j]!),
  ) / 2;
