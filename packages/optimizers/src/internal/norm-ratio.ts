import { divide, greater, logicalAnd, type Tensor, where } from "@adjoint/tensor";

/** above / below for norms, and 1 where one of the two is 0: a parameter that starts at 0 must be able to move. */
export const normRatio = (above: Tensor, below: Tensor): Tensor => {
  const isUsable = logicalAnd(greater(above, 0), greater(below, 0));
  return where(isUsable, divide(above, where(isUsable, below, 1)), 1);
};
