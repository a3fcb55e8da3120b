export { softmax } from "@adjoint/tensor";
