import type { Tensor } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "./graph.ts";

/** Results of an operation from its operands. */
export type Apply = (node: GraphNode, operands: readonly Tensor[]) => readonly Tensor[];

/** The outputs of a graph, operation by operation. `dying` are values that nobody reads after an operation: they go. */
export function runNodes(
  { values, inputs, constants, nodes, outputs }: Graph,
  tensors: readonly Tensor[],
  apply: Apply,
  dying: readonly (readonly Value[])[] = [],
): Tensor[] {
  const held = new Array<Tensor | undefined>(values.length);
  for (const [value, constant] of constants) held[value] = constant;
  inputs.forEach(({ value }, i) => {
    held[value] = tensors[i];
  });
  nodes.forEach((node, i) => {
    const operands = node.inputs.map((value) => held[value]!);
    apply(node, operands).forEach((result, k) => {
      held[node.outputs[k]!] = result;
    });
    for (const value of dying[i] ?? []) held[value] = undefined;
  });
  return outputs.map(({ value }) => held[value]!);
}
