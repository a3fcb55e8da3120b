import { type Tensor, tensor } from "@adjoint/tensor";

/** A count of steps, 0 at first. */
export const counter = (): Tensor => tensor(0, { dtype: "int32" });
