import type { DType } from "@adjoint/tensor";

/** Bytes of an element. */
export const elementBytes: Readonly<Record<DType, 1 | 4 | 8>> = { float32: 4, int32: 4, float64: 8, uint8: 1, bool: 1 };
