import type { Graph, GraphNode, Value } from "./graph.ts";
import { type Apply, runNodes } from "./run-nodes.ts";
import type { Target } from "./target.ts";

/** The target that runs each operation's own kernel: the reference for all others. */
export const interpreter: Target = {
  name: "interpreter",
  build: (graph) => {
    const dying = lastUses(graph);
    const apply: Apply = ({ primitive, attributes, outputs }, operands) => {
      const specs = outputs.map((value) => graph.values[value]!);
      return primitive.kernel(operands, attributes, specs);
    };
    return { run: (tensors) => runNodes(graph, tensors, apply, dying), dispose: () => {} };
  },
};

/** For each node the values that nobody reads after it, so that the garbage collector may have them early. */
function lastUses({ nodes, outputs }: Graph): Value[][] {
  const wanted = new Set(outputs.map(({ value }) => value));
  const dying: Value[][] = nodes.map(() => []);
  for (let i = nodes.length - 1; i >= 0; i--) {
    const node: GraphNode = nodes[i]!;
    for (const value of [...node.inputs, ...node.outputs]) {
      if (wanted.has(value)) continue;
      wanted.add(value);
      dying[i]!.push(value);
    }
  }
  return dying;
}
