import type { Tensor } from "@adjoint/tensor";

/**
 * The largest difference of two tensors, relative to the largest number of the expected one where that is above 1.
 * Infinite unless types, shapes, NaN and infinities are the same.
 */
export function largestDifference(got: Tensor, expected: Tensor): number {
  if (got.dtype !== expected.dtype || got.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
  const [a, b] = [got.dataSync(), expected.dataSync()];
  let size = 1;
  for (const x of b) if (Number.isFinite(x)) size = Math.max(size, Math.abs(x));
  let largest = 0;
  b.forEach((x, i) => {
    const difference = Number.isFinite(x) ? Math.abs(a[i]! - x) / size : Object.is(a[i], x) ? 0 : Number.NaN;
    largest = Math.max(largest, Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference);
  });
  return largest;
}
