import { checkType } from "../check-type.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { swapAxes } from "../operations/axes.ts";
import { type ConvolutionAxis, convolve } from "../primitives/convolution.ts";
import { reshape } from "../primitives/movement.ts";
import { formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** x [batch, channels, ...s] -> [batch, outputs, ...], with weights [groups, outputs / groups, channels / groups, ...k]. */
export function groupedConvolution(x: Tensor, weights: Tensor, axes: readonly ConvolutionAxis[]): Tensor {
  const [groups, outputs, channels] = weights.shape as [number, number, number];
  const [batch, , ...spatial] = x.shape as [number, number, ...number[]];
  const y = convolve(swapAxes(reshape(x, [batch, groups, channels, ...spatial]), 0, 1), weights, axes);
  return reshape(swapAxes(y, 0, 1), [batch, groups * outputs, ...y.shape.slice(3)]);
}

/** Checks types, the number of axes, and that groups divide the channels that weights keep whole. */
export function checkConvolution(
  name: string,
  rank: number,
  x: Tensor,
  weights: Tensor,
  groups: number,
  channels: number | undefined,
): void {
  if (x.dtype !== weights.dtype)
    throw new DTypeError(`${name}: types must match, got ${x.dtype} and ${weights.dtype}; cast one?`);
  checkType(name, "number", x.dtype);
  if (x.rank !== rank + 2 || weights.rank !== rank + 2)
    throw new ShapeError(
      `${name}: ${rank + 2} axes are needed, channels before spatial ones, got ${shapes(x, weights)}; expand one?`,
    );
  if (!Number.isSafeInteger(groups) || groups < 1)
    throw new RangeError(`${name}: groups must be an integer from 1 up, got ${groups}; leave it out for 1?`);
  if (x.shape[1] !== channels || weights.shape[0]! % groups !== 0)
    throw new ShapeError(
      `${name}: channels must match in ${groups} groups, got ${shapes(x, weights)}; transpose the weights?`,
    );
  if (weights.shape.slice(2).includes(0))
    throw new ShapeError(`${name}: weights need a tap on each axis, got ${formatShape(weights.shape)}; check them?`);
}

const shapes = (x: Tensor, weights: Tensor): string => `${formatShape(x.shape)} and ${formatShape(weights.shape)}`;
