import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { full } from "../creation/full.ts";
import { ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { eachAxis } from "../internal/each-axis.ts";
import { type Padding, slidingPlaces } from "../internal/sliding-places.ts";
import { divide } from "../primitives/arithmetic.ts";
import { convolve } from "../primitives/convolution.ts";
import { reshape } from "../primitives/movement.ts";
import { type WindowAxis, windowArgMax } from "../primitives/window-arg-max.ts";
import { formatShape, type Shape, sizeOf } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { takeAlongAxis } from "./take.ts";

/** Settings that differ from axis to axis are lists, one entry for each spatial axis. */
export interface PoolingOptions {
  /** The size of the window, >= 1. */
  readonly window: number | Shape;
  /** From one place of the window to the next, >= 1; default: the window, so that windows do not overlap. */
  readonly stride?: number | Shape;
  /** Elements around the spatial axes, fewer than the window has; default 0. An odd one of "same" goes behind. */
  readonly padding?: Padding;
}

/**
 * The largest element of each window along one axis; NaN if there is one. Padding is never the largest. The gradient
 * goes to the first of equal elements.
 *
 * Shapes: x [batch, channels, n] -> [batch, channels, m], m = floor((n + padding - window) / stride) + 1 with the
 * padding of both ends, or ceil(n / stride) for "same".
 * @throws ShapeError when the window does not fit the padded axis; RangeError for a setting out of range.
 * @example maxPool1d(signal, { window: 3, stride: 2, padding: 1 })
 */
export const maxPool1d = (x: Tensor, options: PoolingOptions): Tensor => maxPool("maxPool1d", 1, x, options);

/**
 * The largest element of each window along two axes, as `maxPool1d` along one.
 *
 * Shapes: x [batch, channels, height, width] -> [batch, channels, ...].
 * @example maxPool2d(images, { window: 2 }) // half as high and half as wide
 */
export const maxPool2d = (x: Tensor, options: PoolingOptions): Tensor => maxPool("maxPool2d", 2, x, options);

/**
 * The largest element of each window along three axes, as `maxPool1d` along one.
 *
 * Shapes: x [batch, channels, depth, height, width] -> [batch, channels, ...].
 */
export const maxPool3d = (x: Tensor, options: PoolingOptions): Tensor => maxPool("maxPool3d", 3, x, options);

/**
 * The mean of each window along one axis, of floating-point tensors. Padding counts as zeros: every sum is divided by
 * the size of the window.
 *
 * Shapes and errors: as `maxPool1d`; DTypeError for integers.
 * @example avgPool1d(signal, { window: 2 })
 */
export const avgPool1d = (x: Tensor, options: PoolingOptions): Tensor => avgPool("avgPool1d", 1, x, options);

/** The mean of each window along two axes, as `avgPool1d` along one. @example avgPool2d(images, { window: [2, 1] }) */
export const avgPool2d = (x: Tensor, options: PoolingOptions): Tensor => avgPool("avgPool2d", 2, x, options);

/** The mean of each window along three axes, as `avgPool1d` along one. */
export const avgPool3d = (x: Tensor, options: PoolingOptions): Tensor => avgPool("avgPool3d", 3, x, options);

function maxPool(name: string, rank: number, x: Tensor, options: PoolingOptions): Tensor {
  checkTensor(name, x);
  checkType(name, "number", x.dtype);
  const axes = windowsOf(name, rank, x, options);
  const [batch, channels, ...spatial] = x.shape as [number, number, ...number[]];
  const sizes = axes.map(({ size }) => size);
  const positions = reshape(windowArgMax(x, axes), [batch, channels, sizeOf(sizes)]);
  const largest = takeAlongAxis(reshape(x, [batch, channels, sizeOf(spatial)]), positions);
  return reshape(largest, [batch, channels, ...sizes]);
}

function avgPool(name: string, rank: number, x: Tensor, options: PoolingOptions): Tensor {
  checkTensor(name, x);
  checkType(name, "float", x.dtype);
  const axes = windowsOf(name, rank, x, options);
  const [batch, channels, ...spatial] = x.shape as [number, number, ...number[]];
  const windows = axes.map(({ window }) => window);
  // each channel is an image of its own, and all of them share one channel of weights
  const sums = convolve(
    reshape(x, [1, batch * channels, 1, ...spatial]),
    full([1, 1, 1, ...windows], 1, x.dtype),
    axes.map(({ size, stride, before }) => ({ size, output: stride, tap: 1, input: -1, shift: before })),
  );
  return divide(reshape(sums, [batch, channels, ...sums.shape.slice(3)]), sizeOf(windows));
}

function windowsOf(name: string, rank: number, x: Tensor, options: PoolingOptions): readonly WindowAxis[] {
  const { window, stride = window, padding = 0 } = checkOptions(name, options, "window: 2");
  if (x.rank !== rank + 2)
    throw new ShapeError(
      `${name}: ${rank + 2} axes are needed, channels before spatial ones, got ${formatShape(x.shape)}; expand it?`,
    );
  const spatial = x.shape.slice(2);
  if (spatial.includes(0))
    throw new ShapeError(`${name}: an empty window has no element, got ${formatShape(x.shape)}; check the data?`);
  const windows = eachAxis(name, "window", window, rank, 1);
  const strides = eachAxis(name, "stride", stride, rank, 1);
  const sliding = spatial.map((size, i) => ({ size, extent: windows[i]!, stride: strides[i]! }));
  return slidingPlaces(name, padding, sliding).map(({ before, after, count }, i) => {
    if (Math.max(before, after) >= windows[i]!)
      throw new RangeError(
        `${name}: padding must be below the window of ${windows[i]}, got ${before} and ${after}; pad less?`,
      );
    return { size: count, window: windows[i]!, stride: strides[i]!, before };
  });
}
