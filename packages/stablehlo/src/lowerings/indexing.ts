import type { Shape, Spec } from "@adjoint/tensor";
import { like, type Lowering } from "../lowering.ts";
import { integer, integers, type Operand, type TextWriter } from "../text-writer.ts";
import { compare, select } from "./elementwise.ts";
import { joining } from "./reductions.ts";

/** Indices as words [...indices, 1]; those below 0 count from the end of `size` entries. */
function places(writer: TextWriter, indices: Operand, size: number): Operand {
  const words =
    indices.dtype === "int32" ? indices : writer.add("convert", [indices], { ...like(indices), dtype: "int32" });
  const fromEnd = writer.add("add", [words, writer.splat(size, words)], like(words));
  const place = select(writer, compare(writer, "LT", words, writer.splat(0, words)), fromEnd, words);
  return writer.add("reshape", [place], { shape: [...words.shape, 1], dtype: "int32" });
}

const range = (count: number): string => `[${Array.from({ length: count }, (_, i) => i).join(", ")}]`;

const isSorted = { indices_are_sorted: "false" };

function scatterAdd(writer: TextWriter, target: Spec, indices: Operand, values: Operand, numbers: string): Operand {
  return writer.add("scatter", [writer.splat(0, target), indices, values], target, {
    regions: [joining("add", target.dtype)],
    attributes: { scatter_dimension_numbers: `#stablehlo.scatter<${numbers}>`, ...isSorted, unique_indices: "false" },
  });
}

/** Positions in front of the elements of each row of a window: all axes but the first. */
const windowAxes = (shape: Shape): string =>
  `[${shape
    .slice(1)
    .map((_, i) => i + 1)
    .join(", ")}]`;

const takeRows: Lowering = (writer, { inputs: [x, indices], outputs: [spec] }) =>
  writer.add("gather", [x!, places(writer, indices!, x!.shape[0]!)], spec!, {
    attributes: {
      dimension_numbers:
        `#stablehlo.gather<offset_dims = ${windowAxes(spec!.shape)}, collapsed_slice_dims = [0], ` +
        "start_index_map = [0], index_vector_dim = 1>",
      slice_sizes: integers([1, ...x!.shape.slice(1)]),
      ...isSorted,
    },
  });

/** Each row by indices of its own: the axes before the last belong together. */
const takeInRows: Lowering = (writer, { inputs: [x, indices], outputs: [spec] }) => {
  const last = x!.shape.length - 1;
  return writer.add("gather", [x!, places(writer, indices!, x!.shape[last]!)], spec!, {
    attributes: {
      dimension_numbers:
        `#stablehlo.gather<collapsed_slice_dims = [${last}], operand_batching_dims = ${range(last)}, ` +
        `start_indices_batching_dims = ${range(last)}, start_index_map = [${last}], index_vector_dim = ${last + 1}>`,
      slice_sizes: integers(x!.shape.map(() => 1)),
      ...isSorted,
    },
  });
};

const scatterAddRows: Lowering = (writer, { inputs: [indices, values], outputs: [spec] }) =>
  scatterAdd(
    writer,
    spec!,
    places(writer, indices!, spec!.shape[0]!),
    values!,
    `update_window_dims = ${windowAxes(values!.shape)}, inserted_window_dims = [0], ` +
      "scatter_dims_to_operand_dims = [0], index_vector_dim = 1",
  );

const scatterAddInRows: Lowering = (writer, { inputs: [indices, values], outputs: [spec] }) => {
  const last = spec!.shape.length - 1;
  return scatterAdd(
    writer,
    spec!,
    places(writer, indices!, spec!.shape[last]!),
    values!,
    `inserted_window_dims = [${last}], input_batching_dims = ${range(last)}, ` +
      `scatter_indices_batching_dims = ${range(last)}, scatter_dims_to_operand_dims = [${last}], index_vector_dim = ${last + 1}`,
  );
};

/** Positions beside their keys, sorted by these: equal ones as they come, NaN last. */
const argSort: Lowering = (writer, { inputs: [x], outputs: [spec], attributes }) => {
  const { axis, descending } = attributes as { axis: number; descending: boolean };
  const keys = x!.dtype === "bool" ? writer.add("convert", [x!], spec!) : x!;
  const positions = writer.add("iota", [], spec!, { attributes: { iota_dimension: integer(axis) } });
  const [key, position]: Spec[] = [
    { shape: [], dtype: keys.dtype },
    { shape: [], dtype: "int32" },
  ];
  const region = {
    args: [key!, key!, position!, position!],
    write: (inner: TextWriter, [a, b]: readonly Operand[]): readonly Operand[] => {
      const isBefore = compare(inner, descending ? "GT" : "LT", a!, b!);
      if (keys.dtype !== "float32" && keys.dtype !== "float64") return [isBefore];
      const isLast = inner.add("and", [compare(inner, "NE", b!, b!), compare(inner, "EQ", a!, a!)], like(isBefore));
      return [inner.add("or", [isBefore, isLast], like(isBefore))];
    },
  };
  return writer.addMany("sort", [keys, positions], [like(keys), spec!], {
    regions: [region],
    attributes: { dimension: integer(axis), is_stable: "true" },
  })[1]!;
};

export const indexing: Readonly<Record<string, Lowering>> = {
  takeRows,
  takeInRows,
  scatterAddRows,
  scatterAddInRows,
  argSort,
};
