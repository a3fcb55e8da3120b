import type { Graph, GraphNode } from "@adjoint/compile";
import type { GraphValues } from "./graph-values.ts";
import { lowerConvolution } from "./lower-convolution.ts";
import { lowerProduct } from "./lower-product.ts";
import type { PlanWriter } from "./plan-writer.ts";

/** Lowers an operation in a way of its own, where that is worth it; false: nothing was done. */
export type SpecialLowering = (graph: Graph, node: GraphNode, values: GraphValues, writer: PlanWriter) => boolean;

/** By the name of the primitive: what a backend may have kernels for beyond those of its source. */
export const specialLowerings: Readonly<Record<string, SpecialLowering>> = {
  matmul: lowerProduct,
  convolution: lowerConvolution,
};
