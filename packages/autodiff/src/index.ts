export { stopGradient } from "@adjoint/tensor";
export { grad } from "./grad.ts";
export { type GradcheckOptions, gradcheck } from "./gradcheck.ts";
export { jvp } from "./jvp.ts";
export { type GradOptions, type Loss, valueAndGrad } from "./value-and-grad.ts";
export { vjp } from "./vjp.ts";
export { type VmapOptions, vmap } from "./vmap.ts";
