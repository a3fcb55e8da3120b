import { convolutionForm } from "@adjoint/compile";
import type { Shape, Spec } from "@adjoint/tensor";
import type { ConvolutionAxis } from "@adjoint/tensor/primitives/convolution";
import { like, type Lowering, type Precision } from "../lowering.ts";
import { integer, integers, type Operand, type TextWriter } from "../text-writer.ts";

const precisionOf = (precision: Precision): string => {
  const name = `#stablehlo<precision ${precision.toUpperCase()}>`;
  return `[${name}, ${name}]`;
};

const list = (values: readonly number[]): string => `[${values.join(", ")}]`;

/** Bytes are multiplied as words: few engines have products of theirs. */
const widened = (writer: TextWriter, x: Operand): Operand =>
  x.dtype === "uint8" ? writer.add("convert", [x], { shape: x.shape, dtype: "int32" }) : x;

function narrowed(writer: TextWriter, x: Operand, spec: Spec): Operand {
  if (x.dtype === spec.dtype) return x;
  return writer.add("convert", [writer.add("and", [x, writer.splat(255, x)], like(x))], spec);
}

const matmul: Lowering = (writer, { inputs, outputs: [spec], precision }) => {
  const [a, b] = inputs.map((x) => widened(writer, x)) as [Operand, Operand];
  const lead = a.shape.slice(0, -2).map((_, i) => i);
  const rank = a.shape.length;
  const product = writer.add(
    "dot_general",
    [a, b],
    { shape: spec!.shape, dtype: a.dtype },
    {
      attributes: {
        dot_dimension_numbers:
          `#stablehlo.dot<lhs_batching_dimensions = ${list(lead)}, rhs_batching_dimensions = ${list(lead)}, ` +
          `lhs_contracting_dimensions = [${rank - 1}], rhs_contracting_dimensions = [${rank - 2}]>`,
        precision_config: precisionOf(precision),
      },
    },
  );
  return narrowed(writer, product, spec!);
};

const swapped = (shape: Shape): Shape => [shape[1]!, shape[0]!, ...shape.slice(2)];

function exchange(writer: TextWriter, x: Operand): Operand {
  const permutation = integers(x.shape.map((_, i) => (i < 2 ? 1 - i : i)));
  return writer.add("transpose", [x], { shape: swapped(x.shape), dtype: x.dtype }, { attributes: { permutation } });
}

const reshape = (writer: TextWriter, x: Operand, shape: Shape): Operand =>
  writer.add("reshape", [x], { shape, dtype: x.dtype });

function reversed(writer: TextWriter, x: Operand, axes: Shape): Operand {
  if (axes.length === 0) return x;
  return writer.add("reverse", [x], like(x), { attributes: { dimensions: integers(axes) } });
}

/** x [groups, batch, channels, ...s], weights [groups, outputs, channels, ...k]: groups become groups of channels. */
const convolution: Lowering = (writer, { inputs, outputs: [spec], attributes, precision }) => {
  const { axes } = attributes as { axes: readonly ConvolutionAxis[] };
  const [x, weights] = inputs.map((operand) => widened(writer, operand)) as [Operand, Operand];
  const form = convolutionForm(x.shape, weights.shape, axes);
  const [groups, batch, channels, ...spatial] = x.shape as [number, number, number, ...number[]];
  const [, outputs, , ...taps] = weights.shape as [number, number, number, ...number[]];
  const turned = reversed(writer, x, form.turnedX);
  const images = reshape(writer, groups === 1 ? turned : exchange(writer, turned), [
    batch,
    groups * channels,
    ...spatial,
  ]);
  const filters = reshape(writer, reversed(writer, weights, form.turnedWeights), [groups * outputs, channels, ...taps]);
  const places = spatial.map((_, i) => i).join(", ");
  const sizes = spec!.shape.slice(3);
  const result = writer.add(
    "convolution",
    [images, filters],
    { shape: [batch, groups * outputs, ...sizes], dtype: x.dtype },
    {
      attributes: {
        window_strides: integers(form.axes.map(({ stride }) => stride)),
        padding: `dense<[${form.axes.map(({ before, after }) => `[${before}, ${after}]`).join(", ")}]> : tensor<${axes.length}x2xi64>`,
        lhs_dilation: integers(form.axes.map(({ between }) => between + 1)),
        rhs_dilation: integers(form.axes.map(({ dilation }) => dilation)),
        dimension_numbers: `#stablehlo.conv<[b, f, ${places}]x[o, i, ${places}]->[b, f, ${places}]>`,
        feature_group_count: integer(groups),
        batch_group_count: integer(1),
        precision_config: precisionOf(precision),
      },
    },
  );
  const ordered =
    groups === 1
      ? reshape(writer, result, [1, batch, outputs, ...sizes])
      : exchange(writer, reshape(writer, result, [batch, groups, outputs, ...sizes]));
  return narrowed(writer, ordered, spec!);
};

export const products: Readonly<Record<string, Lowering>> = { matmul, convolution };
