import { type Shape, sizeOf } from "@adjoint/tensor";
import type { GraphWriter } from "../graph-writer.ts";
import type { Lowering } from "../lowering.ts";

/** Before the first element, for a slice that runs backwards. */
const START = -Number.MAX_SAFE_INTEGER;

interface Edges {
  readonly before: number;
  readonly after: number;
  readonly between: number;
}

const reshape = (writer: GraphWriter, name: string, shape: Shape): string =>
  writer.add("Reshape", [name, writer.integers(shape)], { allowzero: Number(sizeOf(shape) === 0) });

function slice(writer: GraphWriter, name: string, axes: Shape, starts: Shape, ends: Shape, steps: Shape): string {
  return writer.add("Slice", [name, ...[starts, ends, axes, steps].map((list) => writer.integers(list))]);
}

/** Between elements too: a new axis behind each is padded, and the last gap cut off. */
const pad: Lowering = (writer, { inputs: [x], outputs: [spec], attributes }) => {
  const { edges, value } = attributes as { edges: readonly Edges[]; value: number };
  const filler = writer.constant(x!.dtype, [value]);
  let name = writer.full(x!);
  const shape = [...x!.shape];
  edges.forEach(({ between }, axis) => {
    const n = shape[axis]!;
    if (between === 0 || n < 2) return;
    const open = [...shape.slice(0, axis + 1), 1, ...shape.slice(axis + 1)];
    const widths = new Array<number>(2 * open.length).fill(0);
    widths[open.length + axis + 1] = between;
    name = writer.add("Pad", [reshape(writer, name, open), writer.integers(widths), filler]);
    shape[axis] = n * (between + 1);
    name = slice(writer, reshape(writer, name, shape), [axis], [0], [(n - 1) * (between + 1) + 1], [1]);
    shape[axis] = (n - 1) * (between + 1) + 1;
  });
  const widths = [...edges.map(({ before }) => before), ...edges.map(({ after }) => after)];
  return widths.every((n) => n === 0) && spec!.shape.length > 0
    ? name
    : writer.add("Pad", [name, writer.integers(widths), filler]);
};

export const movement: Readonly<Record<string, Lowering>> = {
  reshape: (writer, { inputs: [x], outputs: [spec] }) => reshape(writer, writer.full(x!), spec!.shape),
  transpose: (writer, { inputs: [x], attributes }) =>
    writer.add("Transpose", [writer.full(x!)], { perm: (attributes as { axes: Shape }).axes }),
  flip: (writer, { inputs: [x], attributes }) => {
    const { axes } = attributes as { axes: Shape };
    const all = (value: number): Shape => axes.map(() => value);
    return slice(writer, writer.full(x!), axes, all(-1), all(START), all(-1));
  },
  broadcastTo: (_, { inputs: [x], outputs: [spec] }) => ({ ...spec!, name: "", narrow: x!.narrow ?? x! }),
  slice: (writer, { inputs: [x], attributes }) => {
    const { axes } = attributes as { axes: readonly { start: number; end: number; step: number }[] };
    return slice(
      writer,
      writer.full(x!),
      axes.map((_, i) => i),
      axes.map(({ start }) => start),
      axes.map(({ end }) => end),
      axes.map(({ step }) => step),
    );
  },
  pad,
  concat: (writer, { inputs, attributes }) =>
    writer.add(
      "Concat",
      inputs.map((input) => writer.full(input)),
      { axis: (attributes as { axis: number }).axis },
    ),
  barrier: (_, { inputs: [x] }) => x!, // engines have none
  stopGradient: (_, { inputs: [x] }) => x!,
};
