import { maxPool1d, maxPool2d, maxPool3d, type PoolingOptions } from "@adjoint/tensor";
import { poolLayer } from "./internal/pool-layer.ts";
import type { Layer, Nothing } from "./layer.ts";

/**
 * The largest element of each window, along one, two or three axes, as many as the input has.
 *
 * Shapes: x [batch, channels, ...s] -> [batch, channels, ...], as `maxPool2d` of @adjoint/tensor.
 * @throws ShapeError when the window does not fit; RangeError for a setting out of range.
 * @example maxPool({ window: 2 }) // half as high and half as wide
 */
export const maxPool = (options: PoolingOptions): Layer<Nothing> =>
  poolLayer("maxPool", [maxPool1d, maxPool2d, maxPool3d], options);
