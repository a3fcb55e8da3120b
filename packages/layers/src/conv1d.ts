import { conv1d as convolve } from "@adjoint/tensor";
import type { AffineParams } from "./internal/affine-params.ts";
import { type ConvolutionLayerOptions, convolutionLayer } from "./internal/convolution-layer.ts";
import type { Layer } from "./layer.ts";

/**
 * A convolution along one axis, plus a bias for each output.
 *
 * Shapes: x [batch, channels, time], weights [outputs, channels / groups, ...kernel], bias [outputs]
 * -> [batch, outputs, ...]; stride, padding, dilation and groups as in `conv1d` of @adjoint/tensor.
 * @throws RangeError for a setting out of range; ShapeError when channels do not match or the window does not fit.
 * @example conv1d({ outputs: 32, kernel: 5, padding: "same" })
 */
export const conv1d = <const B extends boolean = true>(options: ConvolutionLayerOptions<B>): Layer<AffineParams<B>> =>
  convolutionLayer({ name: "conv1d", rank: 1, convolve }, options);
