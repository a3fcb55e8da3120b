import { greaterEqual, lessEqual, type Tensor, where } from "@adjoint/tensor";

/** x limited to [low, high], elementwise; NaN stays. Unlike the gradient of `clip`, this one is 0 at the bounds. */
export const saturate = (x: Tensor, low: number, high: number): Tensor =>
  where(lessEqual(x, low), low, where(greaterEqual(x, high), high, x));
