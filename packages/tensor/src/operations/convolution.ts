import { checkTensor } from "../check-tensor.ts";
import { checkOptions } from "../internal/check-options.ts";
import { eachAxis } from "../internal/each-axis.ts";
import { checkConvolution, groupedConvolution } from "../internal/grouped-convolution.ts";
import { type Padding, slidingPlaces } from "../internal/sliding-places.ts";
import { reshape } from "../primitives/movement.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** Settings that differ from axis to axis are lists, one entry for each spatial axis. */
export interface ConvolutionOptions {
  /** From one place of the window to the next, >= 1; default 1. */
  readonly stride?: number | Shape;
  /** Zeros around the spatial axes; default 0. An odd zero of "same" goes behind. */
  readonly padding?: Padding;
  /** From one tap of the window to the next, >= 1; default 1. */
  readonly dilation?: number | Shape;
  /** Parts of the channels that see nothing of each other, >= 1; default 1. As many as channels: depthwise. */
  readonly groups?: number;
}

/**
 * Convolution along one axis, without flipping the weights (a cross-correlation):
 * y[n,o,s] = sum over c and k of x[n, c, s stride + k dilation - padding] w[o,c,k].
 *
 * Shapes: x [batch, channels, n], weights [outputs, channels / groups, k] -> [batch, outputs, m],
 * m = floor((n + padding - (k - 1) dilation - 1) / stride) + 1 with the padding of both ends, or ceil(n / stride) for
 * "same".
 * @throws ShapeError when channels do not match, or the window does not fit the padded axis; RangeError for a setting
 * out of range; DTypeError when types differ.
 * @example conv1d(signal, weights, { padding: "same", dilation: 2 })
 */
export const conv1d = (x: Tensor, weights: Tensor, options?: ConvolutionOptions): Tensor =>
  convolution("conv1d", 1, x, weights, options);

/**
 * Convolution along two axes, as `conv1d` along one.
 *
 * Shapes: x [batch, channels, height, width], weights [outputs, channels / groups, k, l] -> [batch, outputs, ...].
 * @example conv2d(images, weights, { stride: 2, padding: 1 })
 */
export const conv2d = (x: Tensor, weights: Tensor, options?: ConvolutionOptions): Tensor =>
  convolution("conv2d", 2, x, weights, options);

/**
 * Convolution along three axes, as `conv1d` along one.
 *
 * Shapes: x [batch, channels, depth, height, width], weights [outputs, channels / groups, j, k, l]
 * -> [batch, outputs, ...].
 */
export const conv3d = (x: Tensor, weights: Tensor, options?: ConvolutionOptions): Tensor =>
  convolution("conv3d", 3, x, weights, options);

function convolution(name: string, rank: number, x: Tensor, weights: Tensor, options: ConvolutionOptions = {}): Tensor {
  checkTensor(name, x);
  checkTensor(name, weights);
  const { stride = 1, padding = 0, dilation = 1, groups = 1 } = checkOptions(name, options, "stride: 2");
  const [outputs, channels, ...taps] = weights.shape as [number, number, ...number[]];
  checkConvolution(name, rank, x, weights, groups, channels * groups);
  const strides = eachAxis(name, "stride", stride, rank, 1);
  const dilations = eachAxis(name, "dilation", dilation, rank, 1);
  const windows = taps.map((count, i) => ({
    size: x.shape[2 + i]!,
    extent: (count - 1) * dilations[i]! + 1,
    stride: strides[i]!,
  }));
  const axes = slidingPlaces(name, padding, windows).map(({ before, count }, i) => ({
    size: count,
    output: strides[i]!,
    tap: dilations[i]!,
    input: -1,
    shift: before,
  }));
  return groupedConvolution(x, reshape(weights, [groups, outputs / groups, channels, ...taps]), axes);
}
