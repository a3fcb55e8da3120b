import { type RandomKey, randomKey, splitKey } from "@adjoint/tensor";
import { filled, type HostArray, integerArray, normalArray, uniformArray } from "../host-array.ts";
import type { Linear } from "../models.ts";
import { trainingCosts } from "../training-costs.ts";
import type { TrainingWorkload } from "../workload.ts";
import { heLayer } from "./linear-layer.ts";

interface Sizes {
  readonly batch: number;
  /** Height and width of the images, divisible by 4. */
  readonly side: number;
  readonly channels: readonly [number, number];
  readonly classes: number;
}

/** Twice a convolution 3 x 3 that keeps the size, relu and max pool 2; then a dense layer. */
export const convolutional = (
  name: string,
  { batch, side, channels: [first, second], classes }: Sizes,
): TrainingWorkload<"convolutional"> => {
  const left = second * (side / 4) ** 2;
  return {
    kind: "training",
    name,
    about: `${side}x${side}x1: conv 3x3 ${first}, relu, max pool 2, conv 3x3 ${second}, relu, max pool 2, dense ${classes}; batch ${batch}, Adam`,
    ...trainingCosts({
      params: first * 9 + first + second * first * 9 + second + left * classes + classes,
      // forward, for the weights and, but for the first layer, for the inputs
      products: batch * (2 * first * 9 * side ** 2 + 3 * second * first * 9 * (side / 2) ** 2 + 3 * left * classes),
      inputs: batch * (side ** 2 + 1),
    }),
    model: "convolutional",
    settings: {},
    learningRate: 1e-3,
    start: () => {
      const keys = splitKey(randomKey(8), 5);
      return {
        params: {
          first: filters(keys[0], first, 1),
          second: filters(keys[1], second, first),
          dense: heLayer(keys[2], left, classes),
        },
        batch: {
          inputs: uniformArray(keys[3], [batch, 1, side, side], 0, 1),
          labels: integerArray(keys[4], [batch], classes),
        },
      };
    },
  };
};

const filters = (key: RandomKey, outputs: number, inputs: number): Linear<HostArray> => ({
  weights: normalArray(key, [outputs, inputs, 3, 3], Math.sqrt(2 / (9 * inputs))),
  bias: filled([outputs], 0),
});
