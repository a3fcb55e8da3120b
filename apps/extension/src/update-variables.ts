import { applyUpdates, type GradientTransform } from "@adjoint/optimizers";
import { type Tensor, tensor } from "@adjoint/tensor";
import * as tf from "@tensorflow/tfjs-core";

/** The values of tensors of TensorFlow.js as tensors of ours: the same numbers, the same shapes. */
const read = (all: tf.NamedTensorMap): Record<string, Tensor> =>
  Object.fromEntries(
    Object.entries(all).map(([name, t]) => [name, tensor(t.dataSync() as Float32Array, { shape: t.shape })]), // float32
  );

/**
 * An optimizer of ours for variables of TensorFlow.js: the function that comes out takes gradients by the names of the
 * variables, as `tf.variableGrads` gives them, makes one step, and disposes of the gradients.
 *
 * @example
 * const update = updateVariables(adam({ learningRate: 0.1 }), [slope, offset]);
 * update(tf.variableGrads(loss).grads);
 */
export function updateVariables<State>(
  optimizer: GradientTransform<State>,
  variables: readonly tf.Variable[],
): (gradients: tf.NamedTensorMap) => void {
  let params = read(Object.fromEntries(variables.map((variable) => [variable.name, variable])));
  let state = optimizer.init(params);
  return (gradients) => {
    const [updates, next] = optimizer.update(read(gradients), state, params);
    params = applyUpdates(params, updates);
    state = next;
    for (const variable of variables) {
      const moved = tf.tensor(params[variable.name]!.dataSync() as Float32Array, variable.shape); // float32 came in
      variable.assign(moved);
      moved.dispose();
    }
    tf.dispose(gradients);
  };
}
