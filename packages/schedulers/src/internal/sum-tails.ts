import type { Tail } from "../schedule.ts";

/** The exponent of decay; two kinds beat every power. */
const decayOf = (tail: Tail): number =>
  tail.kind === "power"
    ? tail.exponent
    : { constant: 0, periodic: 0, geometric: Number.MAX_VALUE, zero: Number.POSITIVE_INFINITY }[tail.kind];

/** The tail of a sum: of non-negative terms the one that decays slowest is what remains. */
export const sumTails = (left: Tail | undefined, right: Tail | undefined): Tail | undefined => {
  // an unknown term may be negative and cancel the other one
  if (!left || !right) return undefined;
  const difference = decayOf(left) - decayOf(right);
  // a constant on top of a swing still swings; NaN is the difference of two zero tails
  if (difference === 0 || Number.isNaN(difference)) return left.kind === "periodic" ? left : right;
  return difference < 0 ? left : right;
};
