import type { RandomKey } from "@adjoint/tensor";
import { filled, type HostArray, normalArray, uniformArray } from "../host-array.ts";
import type { Linear } from "../models.ts";

/** Weights [inputs, outputs], uniform in +-sqrt(6 / inputs) (He, Zhang, Ren, Sun 2015, section 2.2), and biases of 0. */
export function heLayer(key: RandomKey, inputs: number, outputs: number): Linear<HostArray> {
  const high = Math.sqrt(6 / inputs);
  return { weights: uniformArray(key, [inputs, outputs], -high, high), bias: filled([outputs], 0) };
}

/** Weights [inputs, outputs] of the normal distribution, and biases of 0. */
export const normalLayer = (
  key: RandomKey,
  inputs: number,
  outputs: number,
  standardDeviation: number,
): Linear<HostArray> => ({
  weights: normalArray(key, [inputs, outputs], standardDeviation),
  bias: filled([outputs], 0),
});
