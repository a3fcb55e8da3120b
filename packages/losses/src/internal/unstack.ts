import { split, squeeze, type Tensor } from "@adjoint/tensor";

/**
 * The entries of the first axis, one by one. By halves: the gradient of a slice is as large as what it was taken from,
 * so n slices of the whole would cost n^2.
 */
export function unstack(x: Tensor): Tensor[] {
  const count = x.shape[0]!;
  if (count === 0) return [];
  if (count === 1) return [squeeze(x, { axis: 0 })];
  const half = count >> 1;
  return split(x, [half, count - half]).flatMap(unstack);
}
