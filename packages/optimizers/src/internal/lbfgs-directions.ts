import { type Directions, firstStepFor } from "./directions.ts";
import { addInPlace, addScaled, dot, lengthOf, opposite, scaleInPlace } from "./vectors.ts";

interface Pair {
  /** The step. */
  readonly s: Float64Array;
  /** The change of the gradient. */
  readonly y: Float64Array;
  /** 1 / (y s). */
  readonly rho: number;
}

/** The least cosine of s and y: with less curvature the matrix comes near to a singular or indefinite one. */
const LEAST_CURVATURE = 1e-10;

/**
 * -H g with the inverse Hessian H of limited memory BFGS, by the two-loop recursion; H starts from s y / y y of the last
 * pair. Pairs with too little curvature are skipped.
 * @see Nocedal, Wright 2006, Numerical optimization, Algorithms 7.4 and 7.5, eq. 7.20
 */
export function lbfgsDirections(memory: number): Directions {
  let pairs: Pair[] = [];
  return {
    propose: ({ gradient }) => {
      const direction = opposite(gradient);
      const last = pairs.at(-1);
      if (!last) return { direction, firstStep: firstStepFor(lengthOf(gradient)) };
      const alphas: number[] = [];
      for (let i = pairs.length - 1; i >= 0; i--) {
        const { s, y, rho } = pairs[i]!;
        alphas[i] = rho * dot(s, direction);
        addInPlace(direction, -alphas[i]!, y);
      }
      scaleInPlace(direction, 1 / (last.rho * dot(last.y, last.y)));
      pairs.forEach(({ s, y, rho }, i) => addInPlace(direction, alphas[i]! - rho * dot(y, direction), s));
      return { direction, firstStep: 1 };
    },
    learn: (from, to) => {
      const s = addScaled(to.x, -1, from.x);
      const y = addScaled(to.gradient, -1, from.gradient);
      const product = dot(s, y);
      if (product > LEAST_CURVATURE * lengthOf(s) * lengthOf(y))
        pairs = [...pairs, { s, y, rho: 1 / product }].slice(-memory);
    },
    forget: () => {
      const hadAny = pairs.length > 0;
      pairs = [];
      return hadAny;
    },
  };
}
