import { isNegligible, type NextPoint, pointBelow, type StepSettings } from "./least-squares-point.ts";
import { isIndependent, solveTriangular } from "./triangularize.ts";
import { addScaled, scaleInPlace } from "./vectors.ts";

/** Of the decrease that the slope promises, the part that a step must keep. */
const SUFFICIENT_DECREASE = 1e-4;
const MOST_HALVINGS = 60;

/**
 * Gauss-Newton steps h = -J^+ r, halved until the value falls.
 * @see Nocedal, Wright 2006, Numerical optimization, section 10.3
 */
export const gaussNewtonSteps = ({ problem, rounding, isAborted }: StepSettings): NextPoint =>
  function next(here) {
    const { triangle } = here;
    if (!triangle.columns.every((_, j) => isIndependent(triangle, j))) return "singular";
    const h = solveTriangular(triangle);
    for (let halvings = 0, part = 1; halvings < MOST_HALVINGS && !isAborted(); halvings++, part /= 2) {
      const step = scaleInPlace(h.slice(), part);
      // the slope along the step is -2 excess
      const least = SUFFICIENT_DECREASE * part * 2 * here.excess;
      const { point } = pointBelow(here, least, problem, addScaled(here.x, -1, step));
      if (point) return point;
      if (isNegligible(step, here, rounding)) break;
    }
    return undefined;
  };
