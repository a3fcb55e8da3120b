import { convolutionKernel } from "../internal/convolution-kernel.ts";
import { moveAxis, swapAxes } from "../operations/axes.ts";
import { bind, type Primitive } from "../primitive.ts";
import type { Tensor } from "../tensor.ts";
import { reshape } from "./movement.ts";

/**
 * One spatial axis of a convolution: output s takes input i by tap k where `output s + tap k + input i = shift`. With a
 * stride, a dilation and a padding the four numbers are (stride, dilation, -1, padding); none of the first three is 0.
 */
export interface ConvolutionAxis {
  /** The number of outputs. */
  readonly size: number;
  readonly output: number;
  readonly tap: number;
  readonly input: number;
  readonly shift: number;
}

interface Attributes {
  readonly axes: readonly ConvolutionAxis[];
}

/**
 * y[g,n,o,s] = sum over c, k and i of x[g,n,c,i] w[g,o,c,k], where s, k and i meet on every axis (see ConvolutionAxis).
 *
 * Groups are an axis, and the three positions stand in one symmetric relation: so both derivatives are the same sum
 * with two of them exchanged, and a strided, a dilated and a transposed convolution differ in numbers alone.
 */
const convolutionPrimitive: Primitive<readonly [Tensor, Tensor], [Tensor], Attributes> = {
  name: "convolution",
  shape: ([x, weights], { axes }) => [
    { shape: [...x.shape.slice(0, 2), weights.shape[1]!, ...axes.map(({ size }) => size)], dtype: x.dtype },
  ],
  kernel: ([x, weights], { axes }, [spec]) => [convolutionKernel(x, weights, axes, spec)],
  vjp: ([cotangent], [x, weights], _outputs, { axes }) => [
    // dx[g,n,c,i] = sum over o, k and s of dy[g,n,o,s] w[g,o,c,k]
    () =>
      convolve(
        cotangent,
        swapAxes(weights, 1, 2),
        axes.map((axis, i) => ({ ...axis, size: x.shape[3 + i]!, output: axis.input, input: axis.output })),
      ),
    // dw[g,o,c,k] = sum over n, i and s of x[g,n,c,i] dy[g,n,o,s]
    () => {
      const exchanged = axes.map((axis, i) => ({
        ...axis,
        size: weights.shape[3 + i]!,
        output: axis.tap,
        tap: axis.output,
      }));
      return swapAxes(convolve(swapAxes(x, 1, 2), swapAxes(cotangent, 1, 2), exchanged), 1, 2);
    },
  ],
  batch: ([x, weights], [hasManyX, hasManyWeights], { axes }, size) => {
    // examples with weights of their own are groups; those that share them are images, or else more outputs
    if (hasManyX && hasManyWeights)
      return [split(convolve(merge(x, 0), merge(weights, 0), axes), 0, size, x.shape[1]!)];
    if (hasManyX) {
      const y = convolve(merge(moveAxis(x, 0, 1), 1), weights, axes);
      return [moveAxis(split(y, 1, size, x.shape[2]!), 1, 0)];
    }
    const y = convolve(x, merge(moveAxis(weights, 0, 1), 1), axes);
    return [moveAxis(split(y, 2, size, weights.shape[2]!), 2, 0)];
  },
};

/** An axis and the one after it as one axis. */
const merge = (t: Tensor, axis: number): Tensor =>
  reshape(t, [...t.shape.slice(0, axis), t.shape[axis]! * t.shape[axis + 1]!, ...t.shape.slice(axis + 2)]);
/** An axis as two. */
const split = (t: Tensor, axis: number, outer: number, inner: number): Tensor =>
  reshape(t, [...t.shape.slice(0, axis), outer, inner, ...t.shape.slice(axis + 1)]);

/**
 * The general convolution, of operands that fit.
 *
 * Shapes: x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k]
 * -> [groups, batch, outputs, ...sizes of the axes].
 */
export const convolve = (x: Tensor, weights: Tensor, axes: readonly ConvolutionAxis[]): Tensor =>
  bind(convolutionPrimitive, [x, weights], { axes })[0];
