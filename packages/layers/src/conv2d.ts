import { conv2d as convolve } from "@adjoint/tensor";
import type { AffineParams } from "./internal/affine-params.ts";
import { type ConvolutionLayerOptions, convolutionLayer } from "./internal/convolution-layer.ts";
import type { Layer } from "./layer.ts";

/**
 * A convolution along two axes, plus a bias for each output.
 *
 * Shapes: x [batch, channels, height, width], weights [outputs, channels / groups, ...kernel], bias [outputs]
 * -> [batch, outputs, ...]; stride, padding, dilation and groups as in `conv2d` of @adjoint/tensor.
 * @throws RangeError for a setting out of range; ShapeError when channels do not match or the window does not fit.
 * @example conv2d({ outputs: 16, kernel: 3, stride: 2, padding: 1 })
 */
export const conv2d = <const B extends boolean = true>(options: ConvolutionLayerOptions<B>): Layer<AffineParams<B>> =>
  convolutionLayer({ name: "conv2d", rank: 2, convolve }, options);
