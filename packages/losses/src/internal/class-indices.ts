import { arange, normalizeAxis, reshape, type Tensor } from "@adjoint/tensor";

/** 0, 1, 2 ... along an axis of x, with size 1 along all others. */
export function classIndices({ shape, rank }: Tensor, axis: number): Tensor {
  const along = normalizeAxis("classIndices", axis, rank);
  return reshape(
    arange(0, shape[along]!),
    shape.map((n, i) => (i === along ? n : 1)),
  );
}
