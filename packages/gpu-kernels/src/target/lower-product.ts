import type { Graph, GraphNode, Value } from "@adjoint/compile";
import { contiguousStrides, sizeOf } from "@adjoint/tensor";
import type { Factor, Product } from "../kernels/product.ts";
import { folds, reductionSource } from "../kernels/reduction-source.ts";
import { arraySource } from "../kernels/source.ts";
import type { GraphValues, Placed } from "./graph-values.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** Sums that keep a device busy, and how deep they must be to be worth it. */
const MANY_SUMS = 2 ** 14;
const LEAST_DEPTH = 128;

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
  const parts = partsOfDepth(depth, sizeOf(shape));
  const kernel = writer.backend.product?.(parts === 1 ? product : inParts(product, parts));
  if (!kernel) return false;
  const output = values.newArrayOf(outputs[0]!);
  if (parts === 1) {
    writer.launch(kernel, [a.array, b.array], output);
    return true;
  }
  const sums = [parts, sizeOf(shape)];
  const array = writer.newArray(sizeOf(sums));
  writer.launch(kernel, [a.array, b.array], array);
  writer.compute(reductionSource(folds["sum"]!, arraySource(array, sums, contiguousStrides(sums), 0), [0]), output);
  return true;
}

/** The matrices in the last two axes. */
function factorOf({ strides, offset }: Placed): Factor {
  const [row, column] = strides.slice(-2) as [number, number]; // of a matrix
  return { row, column, lead: strides.slice(0, -2), offset };
}

/** Few results of a long depth would keep few invocations busy: in how many parts, side by side, its sums are made. */
function partsOfDepth(depth: number, results: number): number {
  let parts = 1;
  while (results * parts < MANY_SUMS && depth % (2 * parts) === 0 && depth / (2 * parts) >= LEAST_DEPTH) parts *= 2;
  return parts;
}

/** The products of the parts of a depth, one after the other. */
function inParts(product: Product, parts: number): Product {
  const { lead, a, b } = product;
  const depth = product.depth / parts;
  const divided = (factor: Factor, slice: number): Factor => ({ ...factor, lead: [slice * depth, ...factor.lead] });
  return { ...product, lead: [parts, ...lead], depth, a: divided(a, a.column), b: divided(b, b.row) };
}
