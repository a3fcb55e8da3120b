import { takeInRows } from "../indexing/take-in-rows.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";
import { takeOneInRows } from "./one-in-rows.ts";
import { rowLoops } from "./row-loops.ts";
import { rowIndicesOf } from "./window-indices.ts";

/** Elements of each row by indices of its own, of any type. */
export const takeInRowsLowering: Lowering = {
  lower: (graph, node, plan, memory, module) => {
    const one = takeOneInRows.lower(graph, node, plan, memory, module);
    if (one) return one;
    const { inputs, outputs } = node;
    const [x, indices, out] = [inputs[0]!, inputs[1]!, outputs[0]!].map((value) => operandOf(graph, plan, value));
    if ([x!, out!].some(({ shape }) => shape.includes(0))) return undefined;
    const all = [x!, indices!, out!];
    const rows = rowLoops(all);
    const taken = {
      indices: rowIndicesOf(graph, plan, memory, indices!.value, x!.shape.at(-1)!, "takeAlongAxis"),
      bytes: x!.bytes,
      rows,
      count: indices!.shape.at(-1)!,
      steps: all.map(({ strides }) => strides.at(-1)!),
    };
    const pointers = [pointerTo(memory, x!), pointerTo(memory, indices!), pointerTo(memory, out!)] as const;
    return {
      parts: rows[0]!.length,
      emit: (body, first, end) => takeInRows(body, taken, [first, end], pointers),
    };
  },
};
