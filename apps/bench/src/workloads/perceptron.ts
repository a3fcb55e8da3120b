import { type RandomKey, randomKey, splitKey } from "@adjoint/tensor";
import { integerArray, uniformArray } from "../host-array.ts";
import { trainingCosts } from "../training-costs.ts";
import type { TrainingWorkload } from "../workload.ts";
import { heLayer } from "./linear-layer.ts";

/** Layers of these sizes, relu between them, softmax cross entropy. */
export const perceptron = (name: string, sizes: readonly number[], batch: number): TrainingWorkload<"perceptron"> => ({
  kind: "training",
  name,
  about: `${sizes.join("-")}, relu, batch ${batch}, softmax cross entropy, Adam`,
  ...trainingCosts({
    params: weightsOf(sizes).reduce((total, count, i) => total + count + sizes[i + 1]!, 0),
    // forward, for the weights and, but for the first layer, for the inputs
    products: batch * weightsOf(sizes).reduce((total, count, i) => total + (i === 0 ? 2 : 3) * count, 0),
    inputs: batch * (sizes[0]! + 1),
  }),
  model: "perceptron",
  settings: {},
  learningRate: 1e-3,
  start: () => {
    const [inputs, labels, ...keys] = splitKey(randomKey(7), sizes.length + 1) as [
      RandomKey,
      RandomKey,
      ...RandomKey[],
    ];
    return {
      params: { layers: keys.map((key, i) => heLayer(key, sizes[i]!, sizes[i + 1]!)) },
      batch: {
        inputs: uniformArray(inputs, [batch, sizes[0]!], 0, 1),
        labels: integerArray(labels, [batch], sizes.at(-1)!),
      },
    };
  },
});

const weightsOf = (sizes: readonly number[]): number[] => sizes.slice(1).map((outputs, i) => sizes[i]! * outputs);
