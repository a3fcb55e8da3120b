// oxlint-disable-next-line import/no-unassigned-import -- it registers its kernels
import "@tensorflow/tfjs-backend-webgl";
import type { Implementation } from "../implementation.ts";
import { prepareOnDevice } from "../tfjs/prepare.ts";
import { startBackend } from "../tfjs/start-backend.ts";

/** TensorFlow.js on its backend for WebGL. */
export const implementation: Implementation = {
  async prepare(workload) {
    await startBackend("webgl");
    return prepareOnDevice(workload);
  },
};
