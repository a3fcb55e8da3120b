import type { ConvolutionAxis } from "@adjoint/tensor/primitives/convolution";
import type { GraphWriter } from "../graph-writer.ts";
import { inType, type Lowering, wideTypeOf } from "../lowering.ts";

const matmul: Lowering = (writer, { inputs, outputs: [spec] }) => {
  const wide = wideTypeOf(spec!.dtype);
  const factors = inputs.map((input) => inType(writer, writer.full(input), input.dtype, wide));
  return inType(writer, writer.add("MatMul", factors), wide, spec!.dtype);
};

/** The first two axes as one, the second first if asked for. */
function merged(writer: GraphWriter, name: string, shape: readonly number[], isSecondFirst: boolean): string {
  const [outer, inner, ...rest] = shape as [number, number, ...number[]];
  const exchanged =
    isSecondFirst && outer > 1
      ? writer.add("Transpose", [name], { perm: shape.map((_, i) => (i < 2 ? 1 - i : i)) })
      : name;
  return writer.add("Reshape", [exchanged, writer.integers([outer * inner, ...rest])]);
}

/**
 * x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k], strided and dilated, without padding:
 * what else a convolution has was made so by an expansion.
 */
const convolution: Lowering = (writer, { inputs: [x, weights], outputs: [spec], attributes }) => {
  const { axes } = attributes as { axes: readonly ConvolutionAxis[] };
  const [groups, batch, channels, ...spatial] = x!.shape as [number, number, number, ...number[]];
  const [, , outputs, ...sizes] = spec!.shape as [number, number, number, ...number[]];
  // images first, and their channels group by group
  const images =
    groups === 1
      ? writer.full(x!)
      : writer.add("Transpose", [writer.full(x!)], { perm: x!.shape.map((_, i) => (i < 2 ? 1 - i : i)) });
  const input = writer.add("Reshape", [images, writer.integers([batch, groups * channels, ...spatial])]);
  const filters = merged(writer, writer.full(weights!), weights!.shape, false);
  const result = writer.add("Conv", [input, filters], {
    strides: axes.map(({ output }) => output),
    dilations: axes.map(({ tap }) => tap),
    group: groups,
  });
  const split = writer.add("Reshape", [result, writer.integers([batch, groups, outputs, ...sizes])]);
  const perm = spec!.shape.map((_, i) => (i < 2 ? 1 - i : i));
  return writer.add("Transpose", [split], { perm });
};

export const products: Readonly<Record<string, Lowering>> = { matmul, convolution };
