import type { Schedule } from "./schedule.ts";

/**
 * Whether a schedule meets the two conditions under which stochastic gradient descent is proved to converge:
 * sum e_k = infinity and sum e_k^2 < infinity.
 *
 * No finite number of rates can decide this, so the answer follows from the declared `tail`: with e_k ~ c k^-p the
 * first sum diverges for p <= 1 and the second one converges for p > 1/2. A constant or periodic tail breaks the
 * second condition; a geometric tail, and one that ends at zero, break the first. A function without a tail is
 * "unknown". "no" is no verdict on a finite run: see `linearDecay`.
 * @throws TypeError when the schedule is not a function.
 * @see Robbins & Monro 1951, A stochastic approximation method, Ann. Math. Statist. 22(3), 400-407; Goodfellow, Bengio
 * & Courville 2016, Deep Learning, section 8.3.1, eq. 8.12 and 8.13.
 * @example satisfiesRobbinsMonro(warmup(robbinsMonro({ initial: 0.1 }), 500)) // "yes"
 */
export const satisfiesRobbinsMonro = (schedule: Schedule): "yes" | "no" | "unknown" => {
  if (typeof schedule !== "function")
    throw new TypeError(
      `satisfiesRobbinsMonro: a schedule must be a function, got ${typeof schedule}; wrap numbers in constant`,
    );
  const { tail } = schedule;
  if (!tail) return "unknown";
  switch (tail.kind) {
    case "power":
      if (Number.isNaN(tail.exponent)) return "unknown";
      return tail.exponent > 0.5 && tail.exponent <= 1 ? "yes" : "no";
    case "geometric":
    case "constant":
    case "periodic":
    case "zero":
      return "no";
    default:
      // a kind that somebody else made up, from untyped code
      return "unknown";
  }
};
