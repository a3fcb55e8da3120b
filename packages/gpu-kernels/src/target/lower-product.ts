import type { Graph, GraphNode, Value } from "@adjoint/compile";
import { sizeOf } from "@adjoint/tensor";
import type { Factor } from "../kernels/product.ts";
import type { GraphValues, Placed } from "./graph-values.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** A product of matrices that are in arrays, by the kernel that the backend has of its own. */
export function lowerProduct(
  graph: Graph,
  { inputs, outputs }: GraphNode,
  values: GraphValues,
  writer: PlanWriter,
): boolean {
  const [left, right] = inputs as [Value, Value]; // of this primitive
  const [a, b] = [values.placeOf(left), values.placeOf(right)];
  const { shape } = graph.values[outputs[0]!]!;
  if (!a || !b || sizeOf(shape) === 0) return false;
  const [rows, columns] = shape.slice(-2) as [number, number]; // a product has both
  const depth = graph.values[left]!.shape.at(-1)!;
  const product = { lead: shape.slice(0, -2), rows, depth, columns, a: factorOf(a), b: factorOf(b) };
  const kernel = writer.backend.product?.(product);
  if (!kernel) return false;
  writer.launch(kernel, [a.array, b.array], values.newArrayOf(outputs[0]!));
  return true;
}

/** The matrices in the last two axes. */
function factorOf({ strides, offset }: Placed): Factor {
  const [row, column] = strides.slice(-2) as [number, number]; // of a matrix
  return { row, column, lead: strides.slice(0, -2), offset };
}
