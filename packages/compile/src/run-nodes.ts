import type { Tensor } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "./graph.ts";

/** Results of an operation from its operands. */
export type Apply = (node: GraphNode, operands: readonly Tensor[]) => readonly Tensor[];

/**
 * A function that gives the outputs of a graph, operation by operation. A value that nobody reads any more goes at once,
 * so that the garbage collector may have it early.
 */
export function runNodes(
  { values, inputs, constants, nodes, outputs }: Graph,
  apply: Apply,
): (tensors: readonly Tensor[]) => Tensor[] {
  const valuesAt = nodes.map((node) => [...node.inputs, ...node.outputs]);
  const lastUses = new Map<Value, number>();
  for (const [i, used] of valuesAt.entries()) for (const value of used) lastUses.set(value, i);
  for (const { value } of outputs) lastUses.delete(value);
  return (tensors) => {
    const held = new Array<Tensor | undefined>(values.length);
    for (const [value, constant] of constants) held[value] = constant;
    for (const [i, { value }] of inputs.entries()) held[value] = tensors[i];
    for (const [i, node] of nodes.entries()) {
      const operands = node.inputs.map((value) => held[value]!);
      for (const [k, result] of apply(node, operands).entries()) held[node.outputs[k]!] = result;
      for (const value of valuesAt[i]!) if (lastUses.get(value) === i) held[value] = undefined;
    }
    return outputs.map(({ value }) => held[value]!);
  };
}
