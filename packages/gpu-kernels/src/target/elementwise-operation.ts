import type { Graph, GraphNode } from "@adjoint/compile";
import type { DType } from "@adjoint/tensor";
import type { Operation } from "../kernels/elementwise-source.ts";
import { casts, operations } from "../kernels/operations.ts";

/** The operation of an elementwise node; undefined: there is none, or not for its types. */
export function elementwiseOperation(graph: Graph, { primitive, inputs, outputs }: GraphNode): Operation | undefined {
  const dtype = graph.values[outputs[0]!]!.dtype;
  if (primitive.name === "cast") return casts[dtype];
  if (primitive.name === "stopGradient") return operations["stopGradient"];
  if (primitive.kind !== "elementwise") return undefined;
  const types = inputs.map((value) => graph.values[value]!.dtype);
  return dtype === "uint8" || types.some(wraps) ? undefined : operations[primitive.name];
}

/** Arithmetic on bytes wraps around, which float32 does not. */
const wraps = (dtype: DType): boolean => dtype === "uint8";
