import { takeRows } from "../indexing/take-rows.ts";
import { indicesOf } from "./indices-of.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";

/** Rows by index, of any type. */
export const takeRowsLowering: Lowering = {
  lower: (graph, { inputs, outputs }, plan, memory) => {
    const [x, indices, out] = [inputs[0]!, inputs[1]!, outputs[0]!].map((value) => operandOf(graph, plan, value));
    if ([x!, out!].some(({ shape }) => shape.includes(0))) return undefined;
    const rows = {
      indices: indicesOf(graph, memory, indices!.value, x!.shape[0]!, "take"),
      bytes: x!.bytes,
      steps: [x!, indices!, out!].map(({ strides }) => strides[0]!),
      row: x!.shape.slice(1),
      from: x!.strides.slice(1),
      to: out!.strides.slice(1),
    };
    const pointers = [pointerTo(memory, x!), pointerTo(memory, indices!), pointerTo(memory, out!)] as const;
    return {
      parts: indices!.shape[0]!,
      emit: (body, first, end) => takeRows(body, rows, [first, end], pointers),
    };
  },
};
