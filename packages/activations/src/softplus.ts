export { softplus } from "@adjoint/tensor";
