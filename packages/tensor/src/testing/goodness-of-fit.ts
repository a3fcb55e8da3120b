// Seeds are fixed, so these tests pass always or never. The limits are where a right generator would fail once in a
// million fresh seeds: a change of the stream that keeps it right is not stopped by them, only by the pinned numbers.

/** P(sqrt(n) D > 2.7) is about 2 exp(-2 * 2.7^2) = 9e-7 (Kolmogorov 1933). */
export const KOLMOGOROV_LIMIT = 2.7;

/** P(|z| > 4.9) of a standard normal number: 1e-6. */
export const NORMAL_LIMIT = 4.9;

/** sqrt(n) times the largest distance between the steps of a sample and its distribution function. */
export function kolmogorovDistance(sample: ArrayLike<number>, probability: (x: number) => number): number {
  const sorted = Float64Array.from(sample).sort();
  const n = sorted.length;
  let largest = 0;
  sorted.forEach((x, i) => {
    const p = probability(x);
    largest = Math.max(largest, (i + 1) / n - p, p - i / n);
  });
  return Math.sqrt(n) * largest;
}

/** The sum of (count - expected)^2 / expected, for counts that should be as `weights` (default: all alike). */
export function chiSquare(counts: readonly number[], weights: readonly number[] = counts.map(() => 1)): number {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const weight = weights.reduce((sum, w) => sum + w, 0);
  return counts.reduce((sum, count, i) => {
    const expected = (total * weights[i]!) / weight;
    return sum + (count - expected) ** 2 / expected;
  }, 0);
}

/** How often each of the integers below `size` occurs. */
export function countsOf(values: ArrayLike<number>, size: number): number[] {
  const counts = new Array<number>(size).fill(0);
  for (let i = 0; i < values.length; i++) counts[values[i]!]!++;
  return counts;
}

/** sqrt(n) times the correlation of two samples of one distribution with the given mean and variance. */
export function correlation(
  x: ArrayLike<number>,
  y: ArrayLike<number>,
  { mean, variance }: { readonly mean: number; readonly variance: number },
): number {
  const n = Math.min(x.length, y.length);
  let total = 0;
  for (let i = 0; i < n; i++) total += (x[i]! - mean) * (y[i]! - mean);
  return total / (variance * Math.sqrt(n));
}

/** (sample mean - mean) in its own standard deviations. */
export function meanScore(
  x: ArrayLike<number>,
  { mean, variance }: { readonly mean: number; readonly variance: number },
): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]! - mean;
  return total / Math.sqrt(variance * x.length);
}
