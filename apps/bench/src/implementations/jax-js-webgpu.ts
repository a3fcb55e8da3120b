import type { Implementation } from "../implementation.ts";
import { onDevice } from "../jax-js/on-device.ts";

/** jax-js on WebGPU. */
export const implementation: Implementation = onDevice("webgpu");
