import type { Tensor } from "@adjoint/tensor";
import { constant } from "../initializers/constant.ts";
import type { Definitions } from "./initialize.ts";

/** What a normalized number is multiplied by, and what is added to it. */
export interface NormParams {
  readonly scale: Tensor;
  readonly bias: Tensor;
}

/** The default of all normalizations, added to the variance. */
export const EPSILON = 1e-5;

/** @throws RangeError unless epsilon is positive. */
export function checkEpsilon(layer: string, epsilon: number): void {
  if (!(epsilon > 0)) throw new RangeError(`${layer}: epsilon must be positive, got ${epsilon}; try 1e-5?`);
}

/** A scale of 1 and a bias of 0 for each of `count` features. */
export const normParameters = (count: number): Definitions<NormParams> => ({
  scale: { shape: [count], initializer: constant(1) },
  bias: { shape: [count], initializer: constant(0) },
});
