import type { Implementation } from "../implementation.ts";
import { onDevice } from "../jax-js/on-device.ts";

/** jax-js on WebAssembly: SIMD, one thread in Node.js. */
export const implementation: Implementation = onDevice("wasm");
