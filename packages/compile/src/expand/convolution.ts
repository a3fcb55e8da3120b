import {
  add,
  expandDims,
  flip,
  full,
  matmul,
  pad,
  reshape,
  type Shape,
  sizeOf,
  slice,
  type Tensor,
} from "@adjoint/tensor";
import { type ConvolutionAxis, convolve } from "@adjoint/tensor/primitives/convolution";
import { convolutionForm, type WindowForm } from "./convolution-form.ts";
import type { Expansion } from "./expansion.ts";
import { positionOf } from "./position-of.ts";

/** A sum over taps: each is a product of a matrix of weights with a strided part of the padded input. */
export const convolutionByTaps: Expansion = ([given, taps], attributes, [spec]) => {
  const { x, weights, axes } = withoutPadding(given!, taps!, (attributes as { axes: readonly ConvolutionAxis[] }).axes);
  const [groups, batch, channels] = x.shape as [number, number, number];
  const window = weights.shape.slice(3);
  const sizes = spec!.shape.slice(3);
  let total = full([groups, batch, spec!.shape[2]!, sizeOf(sizes)], 0, x.dtype);
  for (let tap = 0; tap < sizeOf(window); tap++) {
    const at = positionOf(tap, window);
    const tapWeights = slice(weights, [null, null, null, ...at]);
    const parts = slice(x, [
      null,
      null,
      null,
      ...axes.map(({ stride, dilation }, i) => {
        const start = at[i]! * dilation;
        return [start, start + (sizes[i]! - 1) * stride + 1, stride] as const;
      }),
    ]);
    total = add(total, matmul(expandDims(tapWeights, 1), reshape(parts, [groups, batch, channels, sizeOf(sizes)])));
  }
  return [reshape(total, spec!.shape)];
};

/** The same convolution of an input with its zeros around and between its elements, and axes that run with each other. */
function withoutPadding(
  x: Tensor,
  weights: Tensor,
  axes: readonly ConvolutionAxis[],
): { readonly x: Tensor; readonly weights: Tensor; readonly axes: readonly WindowForm[] } {
  const form = convolutionForm(x.shape, weights.shape, axes);
  return {
    x: padded(turned(x, form.turnedX), form.axes),
    weights: turned(weights, form.turnedWeights),
    axes: form.axes,
  };
}

const turned = (t: Tensor, axes: Shape): Tensor => (axes.length ? flip(t, { axis: axes }) : t);

/** Zeros around and between the elements of the spatial axes; what padding cuts off is cut off. */
function padded(x: Tensor, axes: readonly WindowForm[]): Tensor {
  const lead = x.rank - axes.length;
  const none = x.shape.slice(0, lead).map((): [number, number] => [0, 0]);
  const wide = pad(x, [
    ...none,
    ...axes.map(({ before, after, between }) => [Math.max(before, 0), Math.max(after, 0), between] as const),
  ]);
  return slice(
    wide,
    wide.shape.map((n, i) => {
      const { before, after } = axes[i - lead] ?? { before: 0, after: 0 };
      return [Math.max(-before, 0), n - Math.max(-after, 0)] as const;
    }),
  );
}

/**
 * A strided and dilated convolution of what is padded beforehand, with zeros between its elements where there are any:
 * for engines that know no other.
 */
export const paddedConvolution: Expansion = ([x, weights], attributes, [spec]) => {
  const form = withoutPadding(x!, weights!, (attributes as { axes: readonly ConvolutionAxis[] }).axes);
  const axes = form.axes.map(
    ({ stride, dilation }, i): ConvolutionAxis => ({
      size: spec!.shape[3 + i]!,
      output: stride,
      tap: dilation,
      input: -1,
      shift: 0,
    }),
  );
  return [convolve(form.x, form.weights, axes)];
};
