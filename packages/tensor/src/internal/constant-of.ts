import { allocate, type DType } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/** One number everywhere, stored once and seen everywhere: any size costs the same. */
export const constantOf = (shape: Shape, value: number, dtype: DType): Tensor =>
  fromBuffer(
    allocate(dtype, 1).fill(value),
    { shape, dtype },
    shape.map(() => 0),
  );
