import type { Tensor } from "@adjoint/tensor";
import type { Graph, GraphNode, Value } from "./graph.ts";
import type { Executable, Target } from "./target.ts";

/** The target that runs each operation's own kernel: the reference for all others. */
export const interpreter: Target = {
  name: "interpreter",
  build: (graph) => ({ run: runner(graph), dispose: () => {} }),
};

type Run = Executable["run"];

function runner(graph: Graph): Run {
  const { constants, inputs, outputs, values } = graph;
  const nodes = graph.nodes.map((node) => ({ ...node, specs: node.outputs.map((value) => values[value]!) }));
  const dying = lastUses(graph);
  return (tensors) => {
    const held = new Array<Tensor | undefined>(values.length);
    for (const [value, constant] of constants) held[value] = constant;
    inputs.forEach(({ value }, i) => {
      held[value] = tensors[i];
    });
    nodes.forEach(({ primitive, inputs: from, attributes, outputs: to, specs }, i) => {
      const operands = from.map((value) => held[value]!);
      const results = primitive.kernel(operands, attributes, specs);
      to.forEach((value, k) => {
        held[value] = results[k];
      });
      for (const value of dying[i]!) held[value] = undefined;
    });
    return outputs.map(({ value }) => held[value]!);
  };
}

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
