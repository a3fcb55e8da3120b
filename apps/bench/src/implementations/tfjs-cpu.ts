// oxlint-disable-next-line import/no-unassigned-import -- it registers its kernels
import "@tensorflow/tfjs-backend-cpu";
import type { Implementation } from "../implementation.ts";
import { prepare } from "../tfjs/prepare.ts";
import { startBackend } from "../tfjs/start-backend.ts";

/** TensorFlow.js on its backend in JavaScript. */
export const implementation: Implementation = {
  async prepare(workload) {
    await startBackend("cpu");
    return prepare(workload);
  },
};
