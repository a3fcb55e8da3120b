import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import { type ScatterAddInRows, scatterAddInRows, scatterWorkspace } from "../indexing/scatter-add-in-rows.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";
import { scatterOneInRows } from "./one-in-rows.ts";
import { rowLoops } from "./row-loops.ts";
import { areDistinct, rowIndicesOf } from "./window-indices.ts";

/** Values of float32 that are added to places of their row. */
export const scatterAddInRowsLowering: Lowering = {
  workspace: (graph, node, plan) => {
    const scatter = scatterOf(graph, node, plan);
    return scatter ? scatterWorkspace(scatter) : 0;
  },
  lower: (graph, node, plan, memory, module) => {
    const one = scatterOneInRows.lower(graph, node, plan, memory, module);
    if (one) return one;
    const scatter = scatterOf(graph, node, plan);
    if (!scatter) return undefined;
    const [indices, values, out] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]!].map((value) =>
      operandOf(graph, plan, value),
    );
    const known = rowIndicesOf(graph, plan, memory, indices!.value, scatter.indices.size, "scatterAddAlongAxis");
    const pointers = [pointerTo(memory, indices!), pointerTo(memory, values!), pointerTo(memory, out!)] as const;
    return {
      parts: scatter.rows[0]!.length,
      emit: (body, first, end, thread) =>
        scatterAddInRows(body, { ...scatter, indices: known }, [first, end], pointers, memory.workspaceOf(thread)),
    };
  },
};

function scatterOf(graph: Graph, { inputs, outputs }: GraphNode, plan: ProgramPlan) {
  const all = [inputs[0]!, inputs[1]!, outputs[0]!].map((value) => operandOf(graph, plan, value));
  const [indices, values, out] = all;
  if (values!.dtype !== "float32" || [values!, out!].some(({ shape }) => shape.includes(0))) return undefined;
  return {
    indices: { dtype: "int32", size: out!.shape.at(-1)! },
    rows: rowLoops(all),
    count: indices!.shape.at(-1)!,
    steps: [indices!.strides.at(-1)!, values!.strides.at(-1)!],
    areDistinct: areDistinct(graph, plan, indices!.value),
  } satisfies ScatterAddInRows;
}
