import { sizeOf, type Tensor } from "@adjoint/tensor";
import { type Graph, type GraphNode, type Value, withNodes } from "../graph.ts";

/** A result larger than this and than its inputs is computed at each run rather than kept. */
const LARGEST_KEPT = 4096;

/** Operations on constants alone are done now. */
export function foldConstants(graph: Graph): Graph {
  const constants = new Map<Value, Tensor>(graph.constants);
  const nodes: GraphNode[] = [];
  for (const node of graph.nodes) {
    if (node.inputs.length === 0 || !node.inputs.every((value) => constants.has(value))) {
      nodes.push(node);
      continue;
    }
    const operands = node.inputs.map((value) => constants.get(value)!);
    const specs = node.outputs.map((value) => graph.values[value]!);
    const size = Math.max(...specs.map(({ shape }) => sizeOf(shape)));
    if (size > Math.max(LARGEST_KEPT, ...operands.map((t) => t.size))) nodes.push(node);
    else
      node.primitive.kernel(operands, node.attributes, specs).forEach((result, k) => {
        constants.set(node.outputs[k]!, result);
      });
  }
  return { ...withNodes(graph, nodes), constants };
}
