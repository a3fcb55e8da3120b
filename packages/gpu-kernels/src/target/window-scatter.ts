import type { Graph, GraphNode, ProgramPlan, Value } from "@adjoint/compile";
import { sizeOf } from "@adjoint/tensor";
import { scatterFromWindowsSource, type WindowAxis } from "../kernels/indexing-sources.ts";
import type { Source } from "../kernels/source.ts";
import type { GraphValues } from "./graph-values.ts";

/** The gradient of a pool: values that go back to where in their windows the largest elements were. undefined: it is none. */
export function windowScatter(
  graph: Graph,
  { layouts }: ProgramPlan,
  { primitive, inputs }: GraphNode,
  values: GraphValues,
): Source | undefined {
  if (primitive.name !== "scatterAddInRows") return undefined;
  const [indices, scattered] = inputs as [Value, Value]; // of this primitive
  const { buffer } = layouts[indices]!;
  const maker = graph.nodes.find(({ outputs }) => outputs.includes(buffer));
  if (maker?.primitive.name !== "windowArgMax" || !values.isInOrder(indices)) return undefined;
  const { axes } = maker.attributes as { readonly axes: readonly WindowAxis[] }; // of that primitive
  const spatial = graph.values[maker.inputs[0]!]!.shape.slice(-axes.length);
  const windows = sizeOf(axes.map(({ size }) => size));
  if (graph.values[indices]!.shape.at(-1) !== windows) return undefined;
  return scatterFromWindowsSource(values.sourceOf(indices), values.sourceOf(scattered), axes, spatial);
}
