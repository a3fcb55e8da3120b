import { type Directions, firstStepFor } from "./directions.ts";
import { addScaled, dot, lengthOf, opposite } from "./vectors.ts";

interface Last {
  readonly gradient: Float64Array;
  readonly direction: Float64Array;
  /** By how much the value fell. */
  readonly decrease: number;
}

/** Where successive gradients are farther from orthogonal than this, the directions start again; so beta is above 0. */
const RESTART = 0.2;

/**
 * Nonlinear conjugate gradients after Polak and Ribiere: d <- -g + beta d, beta = g (g - g_last) / |g_last|^2. They start
 * again from the steepest direction where |g g_last| >= 0.2 |g|^2 (Powell 1977), before beta could fall below 0 (PR+), and
 * where d would not lead down. The first step to try is the one with the same first-order change as the step before.
 * @see Nocedal, Wright 2006, Numerical optimization, eq. 5.44, 5.45 and section 3.5, Initial step length
 */
export function conjugateDirections(): Directions {
  let last: Last | undefined;
  return {
    propose: ({ gradient }) => {
      const direction = directionFrom(gradient, last);
      const step = last ? (2.02 * last.decrease) / -dot(gradient, direction) : 0;
      return { direction, firstStep: step > 0 && step < Infinity ? step : firstStepFor(lengthOf(gradient)) };
    },
    learn: (from, to, direction) => {
      const decrease = from.value - to.value;
      // where it is lost in rounding, that of the parabola with these slopes
      const supposed = (-to.step * (dot(from.gradient, direction) + to.slope)) / 2;
      last = { gradient: from.gradient, direction, decrease: decrease > 0 ? decrease : supposed };
    },
    forget: () => {
      const hadAny = last !== undefined;
      last = undefined;
      return hadAny;
    },
  };
}

function directionFrom(gradient: Float64Array, last: Last | undefined): Float64Array {
  const steepest = opposite(gradient);
  if (!last) return steepest;
  const square = dot(gradient, gradient);
  const overlap = dot(gradient, last.gradient);
  if (Math.abs(overlap) >= RESTART * square) return steepest;
  const beta = (square - overlap) / dot(last.gradient, last.gradient);
  const direction = addScaled(steepest, beta, last.direction);
  return dot(gradient, direction) < 0 ? direction : steepest;
}
