export { tanh } from "@adjoint/tensor";
