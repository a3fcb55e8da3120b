import { fromBuffer, type Tensor } from "@adjoint/tensor";

/** A number in double precision. */
export const scalar = (value: number): Tensor => fromBuffer(Float64Array.of(value), { shape: [], dtype: "float64" });

/** A count of steps, 0 at first. */
export const counter = (): Tensor => fromBuffer(new Int32Array(1), { shape: [], dtype: "int32" });
