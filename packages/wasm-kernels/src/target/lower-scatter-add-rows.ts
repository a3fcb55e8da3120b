import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import { type ScatterAddRows, scatterAddRows, scatterRowsWorkspace } from "../indexing/scatter-add-rows.ts";
import { indicesOf } from "./indices-of.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";

/** Rows of float32 that are added to rows. */
export const scatterAddRowsLowering: Lowering = {
  workspace: (graph, node, plan) => {
    const scatter = scatterOf(graph, node, plan);
    return scatter ? scatterRowsWorkspace(scatter) : 0;
  },
  lower: (graph, node, plan, memory) => {
    const scatter = scatterOf(graph, node, plan);
    if (!scatter) return undefined;
    const [indices, values, out] = [node.inputs[0]!, node.inputs[1]!, node.outputs[0]!].map((value) =>
      operandOf(graph, plan, value),
    );
    const known = indicesOf(graph, memory, indices!.value, scatter.indices.size, "scatterAdd");
    const pointers = [pointerTo(memory, indices!), pointerTo(memory, values!), pointerTo(memory, out!)] as const;
    return {
      parts: scatter.indices.size,
      emit: (body, first, end, thread) =>
        scatterAddRows(body, { ...scatter, indices: known }, [first, end], pointers, memory.workspaceOf(thread)),
    };
  },
};

function scatterOf(graph: Graph, { inputs, outputs }: GraphNode, plan: ProgramPlan): ScatterAddRows | undefined {
  const [indices, values, out] = [inputs[0]!, inputs[1]!, outputs[0]!].map((value) => operandOf(graph, plan, value));
  if (values!.dtype !== "float32" || [values!, out!].some(({ shape }) => shape.includes(0))) return undefined;
  return {
    indices: { dtype: "int32", size: out!.shape[0]! },
    count: indices!.shape[0]!,
    indexStep: indices!.strides[0]!,
    valueStep: values!.strides[0]!,
    row: values!.shape.slice(1),
    from: values!.strides.slice(1),
  };
}
