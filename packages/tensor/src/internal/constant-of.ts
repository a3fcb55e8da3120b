import { allocate } from "../dtype.ts";
import { fromBuffer, type Spec, type Tensor } from "../tensor.ts";

/** One number everywhere, stored once and seen everywhere: any size costs the same. */
export const constantOf = (spec: Spec, value: number): Tensor =>
  fromBuffer(
    allocate(spec.dtype, 1).fill(value),
    spec,
    spec.shape.map(() => 0),
  );
