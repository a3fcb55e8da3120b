/**
 * The largest |a - b| / max(|b|, root mean square of all b): entries near 0 are held to what is usual in the array. Infinity
 * where one is NaN or infinite and the other is not the same, and for arrays of different length.
 */
export function relativeDifference(actual: Float32Array, expected: Float32Array): number {
  if (actual.length !== expected.length) return Infinity;
  const usual = Math.sqrt(expected.reduce((total, x) => total + x * x, 0) / Math.max(1, expected.length));
  return expected.reduce((largest, wanted, i) => {
    const got = actual[i]!;
    if (Object.is(got, wanted) || got === wanted) return largest;
    const difference = Math.abs(got - wanted) / Math.max(Math.abs(wanted), usual);
    return Number.isNaN(difference) ? Infinity : Math.max(largest, difference);
  }, 0);
}
