import { checkTensor } from "../check-tensor.ts";
import { ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { eachAxis } from "../internal/each-axis.ts";
import { checkConvolution, groupedConvolution } from "../internal/grouped-convolution.ts";
import { paddingPairs } from "../internal/sliding-places.ts";
import { reshape } from "../primitives/movement.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { swapAxes } from "./axes.ts";
import type { ConvolutionOptions } from "./convolution.ts";

export interface TransposedConvolutionOptions extends ConvolutionOptions {
  /** More results behind each spatial axis, below its stride or its dilation; default 0. */
  readonly outputPadding?: number | Shape;
}

/**
 * The transpose of `conv1d` as a linear map of x, its derivative with respect to x:
 * y[n,o,s] = sum over c, k and i with s = i stride + k dilation - padding of x[n,c,i] w[c,o,k].
 *
 * Shapes: x [batch, channels, n], weights [channels, outputs / groups, k] -> [batch, outputs, m],
 * m = (n - 1) stride + (k - 1) dilation + 1 - padding + outputPadding with the padding of both ends, or n stride for
 * "same".
 * @throws ShapeError when channels do not match, or padding leaves nothing; RangeError for a setting out of range;
 * DTypeError when types differ.
 * @see Dumoulin, Visin 2016, A guide to convolution arithmetic for deep learning, section 4
 * @example conv1dTranspose(features, weights, { stride: 2, padding: "same" }) // twice as long
 */
export const conv1dTranspose = (x: Tensor, weights: Tensor, options?: TransposedConvolutionOptions): Tensor =>
  transposedConvolution("conv1dTranspose", 1, x, weights, options);

/**
 * The transpose of `conv2d`, as `conv1dTranspose` is that of `conv1d`.
 *
 * Shapes: x [batch, channels, height, width], weights [channels, outputs / groups, k, l] -> [batch, outputs, ...].
 * @example conv2dTranspose(features, weights, { stride: 2, padding: 1, outputPadding: 1 })
 */
export const conv2dTranspose = (x: Tensor, weights: Tensor, options?: TransposedConvolutionOptions): Tensor =>
  transposedConvolution("conv2dTranspose", 2, x, weights, options);

/**
 * The transpose of `conv3d`, as `conv1dTranspose` is that of `conv1d`.
 *
 * Shapes: x [batch, channels, depth, height, width], weights [channels, outputs / groups, j, k, l]
 * -> [batch, outputs, ...].
 */
export const conv3dTranspose = (x: Tensor, weights: Tensor, options?: TransposedConvolutionOptions): Tensor =>
  transposedConvolution("conv3dTranspose", 3, x, weights, options);

function transposedConvolution(
  name: string,
  rank: number,
  x: Tensor,
  weights: Tensor,
  options: TransposedConvolutionOptions = {},
): Tensor {
  checkTensor(name, x);
  checkTensor(name, weights);
  const settings = checkOptions(name, options, "stride: 2");
  const { stride = 1, padding = 0, dilation = 1, groups = 1, outputPadding = 0 } = settings;
  const [channels, outputs, ...taps] = weights.shape as [number, number, ...number[]];
  checkConvolution(name, rank, x, weights, groups, channels);
  const strides = eachAxis(name, "stride", stride, rank, 1);
  const dilations = eachAxis(name, "dilation", dilation, rank, 1);
  const added = eachAxis(name, "outputPadding", outputPadding, rank, 0);
  const pairs = padding === "same" ? undefined : paddingPairs(name, padding, rank);
  const axes = taps.map((count, i) => {
    const [step, tap, more] = [strides[i]!, dilations[i]!, added[i]!];
    if (more > 0 && (!pairs || (more >= step && more >= tap)))
      throw new RangeError(
        `${name}: outputPadding must be below the stride or the dilation, and 0 for "same", got ${more}; pad less?`,
      );
    const n = x.shape[2 + i]!;
    const { size, before } = producedOf(n, (count - 1) * tap + 1, step, pairs?.[i]);
    if (n === 0 || size + more < 1)
      throw new ShapeError(`${name}: spatial axis ${i} of ${n} elements must give results, got none; pad less?`);
    return { size: size + more, output: -1, tap, input: step, shift: before };
  });
  const grouped = reshape(weights, [groups, channels / groups, outputs, ...taps]);
  return groupedConvolution(x, swapAxes(grouped, 1, 2), axes);
}

/** The number of results on an axis, and of those cut off in front. No pair means "same": n stride results. */
function producedOf(n: number, extent: number, stride: number, pair: readonly [number, number] | undefined) {
  if (!pair) return { size: n * stride, before: Math.floor(Math.max(0, extent - stride) / 2) };
  const [before, after] = pair;
  return { size: (n - 1) * stride + extent - before - after, before };
}
