import { type Graph, type GraphNode, reducedEnds, type Role } from "@adjoint/compile";
import type { Shape, Spec } from "@adjoint/tensor";
import { type AnyExpression, type Mask, rowMax, rowMin, rowSum } from "../loops/expression.ts";
import { notEqual, toNumber } from "../loops/operations.ts";
import { isCostlyNode, type Operations, writeOf } from "./elementwise-expressions.ts";

/** A reduction in a loop: of a row, and of all that comes after where there are several rows. */
export interface LoopReduction {
  readonly axes: Shape;
  ofRow(operand: AnyExpression): AnyExpression;
  /** undefined: it reduces rows and no more. */
  readonly combine?: "sum" | "max" | "min";
}

/** By the name of the primitive: those that combine are of float32 numbers, others of masks. */
const reductions = {
  sum: { ofRow: rowSum, combine: "sum" },
  max: { ofRow: rowMax, combine: "max" },
  min: { ofRow: rowMin, combine: "min" },
  all: { ofRow: (operand: Mask) => notEqual(rowMin(toNumber(operand)), 0) },
  any: { ofRow: (operand: Mask) => notEqual(rowMax(toNumber(operand)), 0) },
} as Record<string, object> as Readonly<Record<string, Omit<LoopReduction, "axes">>>; // of the operands that were looked at

/** The reduction that a node is in a loop; undefined: it is none. */
export function reductionOf(graph: Graph, { primitive, inputs, attributes }: GraphNode): LoopReduction | undefined {
  const input = graph.values[inputs[0]!];
  const reduction = reductions[primitive.name];
  if (!reduction || input?.dtype !== (reduction.combine ? "float32" : "bool")) return undefined;
  const { shape } = input;
  if (shape.includes(0)) return undefined;
  const { axes } = attributes as { readonly axes: Shape }; // the reductions'
  const reduced = axes.reduce((size, axis) => size * shape[axis]!, 1);
  if (!reduction.combine && reducedEnds(shape, axes)[0] !== reduced) return undefined;
  return { ...reduction, axes };
}

/** Has a product of this form a kernel? Others are done by the reference kernel, alone. */
export const isMultiplied = ({ dtype, shape }: Spec): boolean => dtype === "float32" && !shape.includes(0);

const cheap: Role = { kind: "elementwise" };
const costly: Role = { kind: "elementwise", isCostly: true };

/** What a node can be in a loop. */
export function roleOf(graph: Graph, node: GraphNode, operations: Operations): Role | undefined {
  if (writeOf(graph, node, operations)) return isCostlyNode(node) ? costly : cheap;
  if (node.primitive.name === "matmul")
    return isMultiplied(graph.values[node.outputs[0]!]!) ? { kind: "product" } : undefined;
  const reduction = reductionOf(graph, node);
  return reduction && { kind: "reduction", axes: reduction.axes, isOfRows: !reduction.combine };
}
