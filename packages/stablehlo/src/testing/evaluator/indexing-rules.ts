import type { ParsedOperation } from "../parse-module.ts";
import { fieldOf, flagOf, integerOf, integersOf } from "./attributes.ts";
import type { Rule } from "./rule.ts";
import { at, build, indices, isInside, offset, scalar, type Value } from "./value.ts";

/** The start of a slice or an update, and which axes of the indices chose it. */
function startOf(
  operation: ParsedOperation,
  key: string,
  names: readonly string[],
  starts: Value,
  batch: readonly number[],
  rank: number,
): number[] {
  const [operandBatch, indexBatch, map] = names.map((name) => fieldOf(operation, key, name)) as [
    number[],
    number[],
    number[],
  ];
  const vector = fieldOf(operation, key, "index_vector_dim")[0]!;
  const start = new Array<number>(rank).fill(0);
  map.forEach((axis, k) => {
    const index = [...batch];
    index.splice(vector, 0, k);
    start[axis] = at(starts, vector < starts.shape.length ? index : batch);
  });
  operandBatch.forEach((axis, i) => {
    const from = indexBatch[i]!;
    start[axis] = batch[from < vector ? from : from - 1]!;
  });
  return start;
}

const gather: Rule = (operation, [x, starts]) => {
  const field = (name: string): number[] => fieldOf(operation, "dimension_numbers", name);
  const [windows, collapsed, batching] = [
    field("offset_dims"),
    field("collapsed_slice_dims"),
    field("operand_batching_dims"),
  ];
  const sizes = integersOf(operation, "slice_sizes");
  const kept = x!.shape.map((_, i) => i).filter((i) => !collapsed.includes(i) && !batching.includes(i));
  return [
    build(operation.resultTypes[0]!, (index) => {
      const batch = index.filter((_, i) => !windows.includes(i));
      const start = startOf(
        operation,
        "dimension_numbers",
        ["operand_batching_dims", "start_indices_batching_dims", "start_index_map"],
        starts!,
        batch,
        x!.shape.length,
      );
      const place = start.map((p, i) =>
        batching.includes(i) ? p : Math.min(Math.max(p, 0), x!.shape[i]! - sizes[i]!),
      );
      windows.forEach((axis, i) => (place[kept[i]!]! += index[axis]!));
      return at(x!, place);
    }),
  ];
};

const scatter: Rule = (operation, [x, starts, updates], call) => {
  const key = "scatter_dimension_numbers";
  const field = (name: string): number[] => fieldOf(operation, key, name);
  const [windows, inserted, batching] = [
    field("update_window_dims"),
    field("inserted_window_dims"),
    field("input_batching_dims"),
  ];
  const kept = x!.shape.map((_, i) => i).filter((i) => !inserted.includes(i) && !batching.includes(i));
  const data = [...x!.data];
  for (const index of indices(updates!.shape)) {
    const batch = index.filter((_, i) => !windows.includes(i));
    const place = startOf(
      operation,
      key,
      ["input_batching_dims", "scatter_indices_batching_dims", "scatter_dims_to_operand_dims"],
      starts!,
      batch,
      x!.shape.length,
    );
    windows.forEach((axis, i) => (place[kept[i]!]! += index[axis]!));
    if (!isInside(x!.shape, place)) continue;
    const target = offset(x!.shape, place);
    const pair = [data[target]!, at(updates!, index)].map((value) => scalar(x!.element, value));
    data[target] = call(operation.regions[0]!, pair)[0]!.data[0]!;
  }
  return [{ ...x!, data }];
};

const sort: Rule = (operation, operands, call) => {
  const axis = integerOf(operation, "dimension");
  if (!flagOf(operation, "is_stable")) throw new SyntaxError("a sort that is not stable");
  const { shape } = operands[0]!;
  const results = operands.map(({ data }) => [...data]);
  for (const index of indices(shape.map((n, i) => (i === axis ? 1 : n)))) {
    const places = Array.from({ length: shape[axis]! }, (_, k) =>
      offset(
        shape,
        index.map((p, i) => (i === axis ? k : p)),
      ),
    );
    const isBefore = (a: number, b: number): boolean => {
      const pairs = operands.flatMap(({ element, data }) => [scalar(element, data[a]!), scalar(element, data[b]!)]);
      return call(operation.regions[0]!, pairs)[0]!.data[0] === 1;
    };
    const order = [...places].sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
    operands.forEach(({ data }, k) => places.forEach((place, i) => (results[k]![place] = data[order[i]!]!)));
  }
  return operands.map((operand, k) => ({ ...operand, data: results[k]! }));
};

const loop: Rule = ({ regions: [condition, body] }, operands, call) => {
  let state = [...operands];
  while (call(condition!, state)[0]!.data[0] === 1) state = call(body!, state);
  return state;
};

export const indexingRules: Readonly<Record<string, Rule>> = { gather, scatter, sort, while: loop };
