import { isFloat, type Shape } from "@adjoint/tensor";
import type { GraphWriter, Operand } from "../graph-writer.ts";
import { castTo, inType, type Lowering, wideTypeOf } from "../lowering.ts";

/** Indices as the engine takes them; those below 0 count from the end of `size` entries. */
function places(writer: GraphWriter, indices: Operand, size: number): string {
  const name = castTo(writer, writer.full(indices), "int64");
  const fromEnd = writer.add("Add", [name, writer.constant("int64", [size])]);
  return writer.add("Where", [writer.add("Less", [name, writer.constant("int64", [0])]), fromEnd, name]);
}

const zeros = (writer: GraphWriter, type: Operand["dtype"], shape: Shape): string =>
  writer.add("Expand", [writer.constant(type, [0]), writer.integers(shape)]);

/** The positions that sort the last axis given, equal ones as they come. */
const topK = (writer: GraphWriter, keys: string, size: number, axis: number, largest: boolean): string =>
  writer.addMany("TopK", [keys, writer.integers([size])], 2, { axis, largest: Number(largest), sorted: 1 })[1]!;

/** By value with NaN as if it were 0, and then, since sorting is stable, numbers before NaN. */
const argSort: Lowering = (writer, { inputs: [x], attributes }) => {
  const { axis, descending } = attributes as { axis: number; descending: boolean };
  const size = x!.shape[axis]!;
  const wide = wideTypeOf(x!.dtype);
  const name = inType(writer, writer.full(x!), x!.dtype, wide);
  if (!isFloat(wide)) return castTo(writer, topK(writer, name, size, axis, descending), "int32");
  const isNumber = writer.add("Equal", [name, name]);
  const keys = writer.add("Where", [isNumber, name, writer.constant(wide, [0])]);
  const byValue = topK(writer, keys, size, axis, descending);
  const flags = writer.add("GatherElements", [castTo(writer, isNumber, "int32"), byValue], { axis });
  const numbersFirst = topK(writer, flags, size, axis, true);
  return castTo(writer, writer.add("GatherElements", [byValue, numbersFirst], { axis }), "int32");
};

export const indexing: Readonly<Record<string, Lowering>> = {
  takeRows: (writer, { inputs: [x, indices] }) =>
    writer.add("Gather", [writer.full(x!), places(writer, indices!, x!.shape[0]!)], { axis: 0 }),
  takeInRows: (writer, { inputs: [x, indices] }) =>
    writer.add("GatherElements", [writer.full(x!), places(writer, indices!, x!.shape.at(-1)!)], { axis: -1 }),
  scatterAddRows: (writer, { inputs: [indices, values], outputs: [spec] }) => {
    const at = writer.add("Reshape", [places(writer, indices!, spec!.shape[0]!), writer.integers([-1, 1])]);
    const target = zeros(writer, spec!.dtype, spec!.shape);
    return writer.add("ScatterND", [target, at, writer.full(values!)], { reduction: "add" });
  },
  scatterAddInRows: (writer, { inputs: [indices, values], outputs: [spec] }) => {
    const at = places(writer, indices!, spec!.shape.at(-1)!);
    const target = zeros(writer, spec!.dtype, spec!.shape);
    return writer.add("ScatterElements", [target, at, writer.full(values!)], { axis: -1, reduction: "add" });
  },
  argSort,
};
