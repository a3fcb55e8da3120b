import type { RandomKey, Shape, Tensor } from "@adjoint/tensor";

/** How many numbers flow into an output of a layer, and how many outputs a number flows to. */
export interface Fans {
  readonly fanIn: number;
  readonly fanOut: number;
}

/**
 * Makes float32 weights of a shape to start from. Layers say their fans; without, they follow from the shape: [inputs,
 * outputs] of a matrix, [outputs, inputs, ...taps] of a convolution.
 */
export type Initializer = (key: RandomKey, shape: Shape, fans?: Fans) => Tensor;
