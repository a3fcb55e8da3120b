import { lessEqual, type Tensor, where } from "@adjoint/tensor";

/** max(x, 0) with gradient 0 at 0; NaN stays. */
export const positivePart = (x: Tensor): Tensor => where(lessEqual(x, 0), 0, x);
