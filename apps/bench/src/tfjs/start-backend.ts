// The package registers no gradients in Node.js; its umbrella, four times as large, imports this file.
// oxlint-disable-next-line import/no-unassigned-import -- it is imported for its effect
import "@tensorflow/tfjs-core/dist/register_all_gradients.js";
import * as tf from "@tensorflow/tfjs-core";

/** @throws Error when the backend does not start, which the library says only on the console. */
export async function startBackend(name: "cpu" | "wasm" | "webgl" | "webgpu"): Promise<void> {
  tf.enableProdMode();
  if (!(await tf.setBackend(name))) throw new Error(`TensorFlow.js did not start its backend ${name}`);
}
