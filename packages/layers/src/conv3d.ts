import { conv3d as convolve } from "@adjoint/tensor";
import type { AffineParams } from "./internal/affine-params.ts";
import { type ConvolutionLayerOptions, convolutionLayer } from "./internal/convolution-layer.ts";
import type { Layer } from "./layer.ts";

/**
 * A convolution along three axes, plus a bias for each output.
 *
 * Shapes: x [batch, channels, depth, height, width], weights [outputs, channels / groups, ...kernel], bias [outputs]
 * -> [batch, outputs, ...]; stride, padding, dilation and groups as in `conv3d` of @adjoint/tensor.
 * @throws RangeError for a setting out of range; ShapeError when channels do not match or the window does not fit.
 * @example conv3d({ outputs: 8, kernel: [1, 3, 3] })
 */
export const conv3d = <const B extends boolean = true>(options: ConvolutionLayerOptions<B>): Layer<AffineParams<B>> =>
  convolutionLayer({ name: "conv3d", rank: 3, convolve }, options);
