import { bind, type Tensor } from "@adjoint/tensor";
import type { Graph } from "./graph.ts";

/**
 * Does the operations of a graph again, each through the gate: on traced tensors (the gradient of a compiled function,
 * a compiled function inside another) they are seen by their trace, whatever the target.
 */
export function replay({ values, inputs, constants, nodes, outputs }: Graph, tensors: readonly Tensor[]): Tensor[] {
  const held = new Array<Tensor | undefined>(values.length);
  for (const [value, constant] of constants) held[value] = constant;
  inputs.forEach(({ value }, i) => {
    held[value] = tensors[i];
  });
  for (const node of nodes) {
    const operands = node.inputs.map((value) => held[value]!);
    bind(node.primitive, operands, node.attributes).forEach((result, k) => {
      held[node.outputs[k]!] = result;
    });
  }
  return outputs.map(({ value }) => held[value]!);
}
