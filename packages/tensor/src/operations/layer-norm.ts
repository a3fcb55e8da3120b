import { commonType } from "../align.ts";
import { checkTensor } from "../check-tensor.ts";
import { ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { add, multiply, rsqrt, square } from "../primitives/arithmetic.ts";
import { broadcastShapes, formatShape, normalizeAxes, type Shape, sameShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { deviationsOf, mean } from "./statistics.ts";

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
 * @throws ShapeError when scale or bias do not broadcast to x; DTypeError unless all are of one floating-point type;
 * RangeError unless epsilon is positive.
 * @see Ba, Kiros, Hinton 2016, Layer normalization, eq. 4
 */
export function layerNorm(x: Tensor, scale: Tensor, bias: Tensor, options: LayerNormOptions = {}): Tensor {
  const { axis = -1, epsilon = 1e-5 } = checkOptions("layerNorm", options);
  for (const t of [x, scale, bias]) checkTensor("layerNorm", t);
  commonType("layerNorm", "float", [x, scale, bias]);
  const shape = broadcastShapes("layerNorm", [x.shape, scale.shape, bias.shape]);
  if (!sameShape(shape, x.shape))
    throw new ShapeError(
      `layerNorm: scale and bias must broadcast to x of shape ${formatShape(x.shape)}, got ${formatShape(scale.shape)} and ${formatShape(bias.shape)}; reshape them?`,
    );
  if (!(epsilon > 0)) throw new RangeError(`layerNorm: epsilon must be positive, got ${epsilon}; try 1e-5?`);
  const over = { axis: normalizeAxes("layerNorm", axis, x.rank), keepDims: true };
  const deviations = deviationsOf(x, over);
  const normalized = multiply(deviations, rsqrt(add(mean(square(deviations), over), epsilon)));
  return add(multiply(normalized, scale), bias);
}
