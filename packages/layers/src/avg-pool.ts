import { avgPool1d, avgPool2d, avgPool3d, type PoolingOptions } from "@adjoint/tensor";
import { poolLayer } from "./internal/pool-layer.ts";
import type { Layer, Nothing } from "./layer.ts";

/**
 * The mean of each window, along one, two or three axes, as many as the input has. Padding counts as zeros.
 *
 * Shapes: x [batch, channels, ...s] -> [batch, channels, ...], as `avgPool2d` of @adjoint/tensor.
 * @throws ShapeError when the window does not fit; RangeError for a setting out of range.
 * @example avgPool({ window: 3, stride: 2, padding: 1 })
 */
export const avgPool = (options: PoolingOptions): Layer<Nothing> =>
  poolLayer("avgPool", [avgPool1d, avgPool2d, avgPool3d], options);
