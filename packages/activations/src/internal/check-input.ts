import { checkTensor, checkType, type Tensor } from "@adjoint/tensor";

/** @throws TypeError unless x is a tensor; DTypeError unless it is of a floating-point type. */
export function checkInput(operation: string, x: Tensor): void {
  checkTensor(operation, x);
  checkType(operation, "float", x.dtype);
}
