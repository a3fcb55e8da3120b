export { cauchy } from "./cauchy.ts";
export { cubeRootDecay } from "./cube-root-decay.ts";
export { type GatedParams, gated } from "./gated.ts";
export { hypot } from "./hypot.ts";
export { type PowerSignState, powerSign, scaleByPowerSign } from "./power-sign.ts";
