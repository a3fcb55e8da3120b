import { type Graph, type GraphNode, type Value, withNodes } from "../graph.ts";

/** Without operations, and constants, that no output needs. */
export function removeDeadNodes(graph: Graph): Graph {
  const live = new Set<Value>(graph.outputs.map(({ value }) => value));
  const nodes: GraphNode[] = [];
  for (const node of [...graph.nodes].reverse()) {
    if (!node.outputs.some((value) => live.has(value))) continue;
    for (const value of node.inputs) live.add(value);
    nodes.push(node);
  }
  const constants = new Map([...graph.constants].filter(([value]) => live.has(value)));
  return { ...withNodes(graph, nodes.reverse()), constants };
}
