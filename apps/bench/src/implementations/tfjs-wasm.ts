import { createRequire } from "node:module";
import { dirname } from "node:path";
import { setWasmPaths } from "@tensorflow/tfjs-backend-wasm";
import type { Implementation } from "../implementation.ts";
import { prepare } from "../tfjs/prepare.ts";
import { startBackend } from "../tfjs/start-backend.ts";

/** TensorFlow.js on its backend in WebAssembly: SIMD, one thread in Node.js. */
export const implementation: Implementation = {
  async prepare(workload) {
    setWasmPaths(`${dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm"))}/`);
    await startBackend("wasm");
    return prepare(workload);
  },
};
