import { bind, type Tensor } from "@adjoint/tensor";
import type { Graph } from "./graph.ts";
import { removeDeadNodes } from "./passes/remove-dead-nodes.ts";
import { runNodes } from "./run-nodes.ts";

/**
 * Does the operations of a graph again, each through the gate: on traced tensors (the gradient of a compiled function,
 * a compiled function inside another) they are seen by their trace, whatever the target.
 */
export const replay = (graph: Graph, tensors: readonly Tensor[]): Tensor[] =>
  runNodes(removeDeadNodes(graph), ({ primitive, attributes }, operands) => bind(primitive, operands, attributes))(
    tensors,
  );
