import { mapTree } from "@adjoint/tree";
import * as tf from "@tensorflow/tfjs-core";
import type { HostArray } from "../host-array.ts";
import type { Convolutional, Examples, Linear, ModelName, Models } from "../models.ts";
import type { TrainingWorkload } from "../workload.ts";

type Params = Models<tf.Tensor>[ModelName]["params"];
type Batch = Examples<tf.Tensor>;

export interface Arranged {
  readonly params: Params;
  readonly batch: Batch;
}

export const toTensor = ({ values, shape }: HostArray): tf.Tensor =>
  tf.tensor(values, [...shape], values instanceof Int32Array ? "int32" : "float32");

/** What a model starts from, in the layout that `losses` reads. */
export function arrange({ model, start }: TrainingWorkload): Arranged {
  const { params, batch } = mapTree(toTensor, start()) as unknown as Arranged; // form and names stay
  const [inputs, labels] = [batch.inputs, oneHot(batch.labels, classesOf(params))];
  if (model === "gpt") return { params, batch: { inputs: oneHot(inputs, classesOf(params)), labels } };
  if (model === "perceptron") return { params, batch: { inputs, labels } };
  const channelsLast = tf.transpose(inputs, [0, 2, 3, 1]);
  return { params: withChannelsLast(params as Convolutional<tf.Tensor>), batch: { inputs: channelsLast, labels } }; // it is
}

const oneHot = (indices: tf.Tensor, depth: number): tf.Tensor => tf.cast(tf.oneHot(indices, depth), "float32");

function classesOf(params: Params): number {
  const last = "layers" in params ? params.layers.at(-1)! : "head" in params ? params.head : params.dense;
  return last.bias.size;
}

function withChannelsLast({ first, second, dense }: Convolutional<tf.Tensor>): Convolutional<tf.Tensor> {
  const channels = second.bias.size;
  const [inputs, outputs] = dense.weights.shape as [number, number]; // it is a matrix
  const side = Math.sqrt(inputs / channels);
  const byPlace = tf.transpose(tf.reshape(dense.weights, [channels, side * side, outputs]), [1, 0, 2]);
  return {
    first: filtersLast(first),
    second: filtersLast(second),
    dense: { ...dense, weights: tf.reshape(byPlace, [inputs, outputs]) },
  };
}

/** [outputs, inputs, height, width] -> [height, width, inputs, outputs] */
const filtersLast = ({ weights, bias }: Linear<tf.Tensor>): Linear<tf.Tensor> => ({
  weights: tf.transpose(weights, [2, 3, 1, 0]),
  bias,
});
