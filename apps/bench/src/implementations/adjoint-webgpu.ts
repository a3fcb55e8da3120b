import { onDevice } from "../adjoint/on-device.ts";
import type { Implementation } from "../implementation.ts";

/** Compiled, and run on the GPU by WebGPU. */
export const implementation: Implementation = onDevice("webgpu");
