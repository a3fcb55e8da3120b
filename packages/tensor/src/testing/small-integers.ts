import type { DType } from "../dtype.ts";
import { allocate } from "../dtype.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/** Integers from -4 to 4 without structure: their products and sums are exact, so results can be compared as equal. */
export function smallIntegers(shape: Shape, seed = 1, dtype: DType = "float64"): Tensor {
  const values = allocate(dtype, sizeOf(shape));
  let state = seed;
  for (let i = 0; i < values.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    values[i] = ((state >>> 16) % 9) - 4;
  }
  return fromBuffer(values, { shape, dtype });
}
