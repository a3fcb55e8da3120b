import type { Graph, GraphNode, ProgramPlan, Value } from "@adjoint/compile";
import { contiguousStrides, sameShape, sizeOf, type WindowAxis } from "@adjoint/tensor";
import type { Indices } from "../indexing/place-of.ts";
import { indicesOf } from "./indices-of.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** How indices into rows are read: those that come from windows need no look, others may be out of range. */
export function rowIndicesOf(
  graph: Graph,
  plan: ProgramPlan,
  memory: ProgramMemory,
  indices: Value,
  size: number,
  operation: string,
): Indices {
  const windows = windowsBehind(graph, plan, indices);
  const known = indicesOf(graph, memory, indices, size, operation);
  return windows && sizeOf(windows.spatial) <= size ? { dtype: known.dtype, size } : known;
}

/** Is no index twice in a row: does each row hold those of all windows of an image, which do not overlap? */
export function areDistinct(graph: Graph, plan: ProgramPlan, indices: Value): boolean {
  const windows = windowsBehind(graph, plan, indices);
  const { shape } = graph.values[indices]!;
  const { strides, offset } = plan.layouts[indices]!;
  return (
    windows !== undefined &&
    windows.axes.every(({ window, stride }) => stride >= window) &&
    shape.at(-1) === sizeOf(windows.axes.map((axis) => axis.size)) &&
    offset === 0 &&
    sameShape(strides, contiguousStrides(shape))
  );
}

/** The windows that indices, or what they are a view of, are the places of the best elements of. */
function windowsBehind(graph: Graph, { layouts }: ProgramPlan, indices: Value) {
  const { buffer } = layouts[indices]!;
  const node = graph.nodes.find(
    ({ primitive, outputs }: GraphNode) => outputs[0] === buffer && primitive.name === "windowArgMax",
  );
  if (!node) return undefined;
  const { axes } = node.attributes as { readonly axes: readonly WindowAxis[] }; // the operation's
  return { axes, spatial: graph.values[node.inputs[0]!]!.shape.slice(-axes.length) };
}
