import { slice, squeeze, type Tensor } from "@adjoint/tensor";

/**
 * The entries of an axis, one by one. By halves: the derivative of a slice is as large as what was sliced, so that n
 * slices of the whole would take n times its size on the way back, halves of halves log n times.
 */
export function unstack(x: Tensor, axis: number): readonly Tensor[] {
  const size = x.shape[axis]!;
  if (size <= 1) return size === 0 ? [] : [squeeze(x, { axis })];
  const lead = new Array<null>(axis).fill(null);
  const half = (start: number, end: number): Tensor => slice(x, [...lead, [start, end]]);
  const middle = size >> 1;
  return [...unstack(half(0, middle), axis), ...unstack(half(middle, size), axis)];
}
