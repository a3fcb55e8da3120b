import type { Graph, GraphNode } from "@adjoint/compile";
import { DTypeError } from "@adjoint/tensor";
import type { BackendName } from "../backends/backend.ts";
import { elementwiseOperation } from "./elementwise-operation.ts";
import { primitiveSources } from "./primitive-sources.ts";

/**
 * Can a device run the graph? Arrays that come or go as float64 are refused; scalars of a state and what is float64 on the
 * way (the sum of squares of a norm) are computed in float32 as everything else.
 * @throws DTypeError for float64 arrays; TypeError for an operation without a kernel.
 */
export function checkGraph(graph: Graph, backend: BackendName): void {
  const { inputs, outputs, values, nodes } = graph;
  for (const { value, path } of [...inputs, ...outputs])
    if (values[value]!.dtype === "float64" && values[value]!.shape.length > 0)
      throw new DTypeError(
        `compile: ${backend} computes in float32, got float64 at ${path || "the result"}; cast it, or compile for another target?`,
      );
  for (const node of nodes) {
    if (hasKernel(graph, node)) continue;
    const types = [...node.inputs, ...node.outputs].map((value) => values[value]!.dtype);
    throw new TypeError(
      `${node.primitive.name}: there is no kernel for it on ${backend}, got ${types.join(", ")}; compute it before and pass it in?`,
    );
  }
}

/** Can a device do the operation, or the host ahead of it? */
export const hasKernel = (graph: Graph, node: GraphNode): boolean =>
  node.isOnHost ||
  node.primitive.kind === "view" ||
  node.primitive.name in primitiveSources ||
  elementwiseOperation(graph, node) !== undefined;
