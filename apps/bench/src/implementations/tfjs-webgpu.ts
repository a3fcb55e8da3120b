// oxlint-disable-next-line import/no-unassigned-import -- it registers its kernels
import "@tensorflow/tfjs-backend-webgpu";
import type { Implementation } from "../implementation.ts";
import { prepareOnDevice } from "../tfjs/prepare.ts";
import { startBackend } from "../tfjs/start-backend.ts";

/** TensorFlow.js on its backend for WebGPU. */
export const implementation: Implementation = {
  async prepare(workload) {
    await startBackend("webgpu");
    return prepareOnDevice(workload);
  },
};
