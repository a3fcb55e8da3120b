import type { Graph, GraphNode } from "./graph.ts";
import { callersIn } from "./internal/callers-in.ts";
import { formatSpec } from "./to-text.ts";

/** What to throw where a program has an operation that is not known, as `caller` says of itself. */
export function unknownOperation(caller: string, node: GraphNode, graph: Graph): TypeError {
  const operands = node.inputs.map((value) => formatSpec(graph.values[value]!)).join(", ");
  const origin = graph.origins?.get(node.primitive);
  return new TypeError(
    `${caller}: operations of @adjoint/tensor are needed, got ${node.primitive.name}(${operands})${origin ? `, first used at ${callersIn(origin)}` : ""}; compute it with those, or before the program and pass it in?`,
  );
}
