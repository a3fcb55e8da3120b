/** The distance between float32 numbers near x, where x is rounded. */
function ulpOf(x: number): number {
  const magnitude = Math.abs(x);
  if (magnitude < 2 ** -126) return 2 ** -149;
  return 2 ** (Math.min(Math.floor(Math.log2(magnitude)), 127) - 23);
}

/**
 * How far a float32 result is from the true value, in units of the last place. Infinite where the kind differs: NaN or
 * not, infinite or not, and the sign of zero. Half a unit is the error of correct rounding.
 */
export function ulpError(result: number, truth: number): number {
  const rounded = Math.fround(truth);
  if (Object.is(result, rounded)) return Math.min(Math.abs(result - truth) / ulpOf(truth) || 0, 0.5);
  if (Number.isNaN(result) || Number.isNaN(truth)) return Infinity;
  if (result === 0 && rounded === 0) return Infinity;
  if (!Number.isFinite(result) || !Number.isFinite(rounded)) return isNextToOverflow(truth) ? 1 : Infinity;
  return Math.abs(result - truth) / ulpOf(truth);
}

/** Between the largest finite numbers and what is rounded to infinity. */
const isNextToOverflow = (x: number): boolean => Math.abs(x) > 3.4028233e38 && Math.abs(x) < 3.4028238e38;
