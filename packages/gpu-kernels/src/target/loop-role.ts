import type { Graph, GraphNode, Role } from "@adjoint/compile";
import { elementwiseOperation } from "./elementwise-operation.ts";

/** Better read from memory than computed twice. */
const COSTLY: ReadonlySet<string> = new Set(
  "exp expm1 log log1p pow tanh sinh cosh erf sin cos tan asin acos atan atan2".split(" "),
);

/** Elementwise operations go into loops; everything else is a kernel of its own, which may still hold others. */
export const roleOf = (graph: Graph, node: GraphNode): Role | undefined =>
  elementwiseOperation(graph, node) && { kind: "elementwise", isCostly: COSTLY.has(node.primitive.name) };
