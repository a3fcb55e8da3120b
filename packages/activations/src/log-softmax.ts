export { logSoftmax } from "@adjoint/tensor";
