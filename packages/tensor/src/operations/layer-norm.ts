import { add, multiply, rsqrt, subtract } from "../primitives/arithmetic.ts";
import { normalizeAxes, type Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { mean, variance } from "./statistics.ts";

export interface LayerNormOptions {
  /** Default: the last. */
  readonly axis?: number | Shape;
  /** Added to the variance, > 0; default 1e-5. */
  readonly epsilon?: number;
}

/**
 * (x - mean) / sqrt(variance + epsilon) * scale + bias, with the statistics of each example over `axis`.
 *
 * Shapes: x [...s], scale and bias broadcastable to it -> [...s].
 * @see Ba, Kiros, Hinton 2016, Layer normalization, eq. 4
 */
export function layerNorm(
  x: Tensor,
  scale: Tensor,
  bias: Tensor,
  { axis = -1, epsilon = 1e-5 }: LayerNormOptions = {},
): Tensor {
  if (!(epsilon > 0)) throw new RangeError(`layerNorm: epsilon must be positive, got ${epsilon}; try 1e-5?`);
  const over = { axis: normalizeAxes("layerNorm", axis, x.rank), keepDims: true };
  const normalized = multiply(subtract(x, mean(x, over)), rsqrt(add(variance(x, over), epsilon)));
  return add(multiply(normalized, scale), bias);
}
