import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import { isFloat, type Shape } from "@adjoint/tensor";
import { collapseAxes } from "../loops/collapse-axes.ts";
import { type AlongAxis, bestPlaces, runningSums } from "../numbers/along-axis.ts";
import { eachNumber, turnsOf } from "../numbers/each-number.ts";
import { floatOperations, numberOperations } from "../numbers/number-operations.ts";
import { folds, reduceNumbers } from "../numbers/reduce-numbers.ts";
import type { SplitStep } from "./emit.ts";
import type { Lowering } from "./lowering.ts";
import { type Operand, operandOf, pointerTo } from "./operand-of.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** What loops over float32 do not do: operations and reductions of other types, element by element in double precision. */
export function lowerNumbers(
  graph: Graph,
  node: GraphNode,
  plan: ProgramPlan,
  memory: ProgramMemory,
): SplitStep | undefined {
  const operands = [...node.inputs, ...node.outputs].map((value) => operandOf(graph, plan, value));
  const [x, out] = [operands[0]!, operands.at(-1)!];
  if (out.shape.includes(0)) return undefined;
  if (node.primitive.kind === "elementwise") return elementwise(node.primitive.name, operands, memory);
  const fold = folds[node.primitive.name];
  if (!fold) return undefined;
  const { axes } = node.attributes as { readonly axes: Shape }; // the reductions'
  const isKept = (_: unknown, axis: number): boolean => !axes.includes(axis);
  const loopsOf = (shape: Shape, strides: readonly Shape[]) =>
    collapseAxes(shape, strides, false).map((axis) => ({ length: axis.size, steps: axis.strides }));
  const reduced = axes.map((axis) => x.shape[axis]!);
  const reduction = {
    fold,
    from: x.dtype,
    to: out.dtype,
    kept: loopsOf(out.shape, [x.strides.filter(isKept), out.strides]),
    reduced: reduced.includes(0)
      ? [{ length: 0, steps: [0] }]
      : loopsOf(reduced, [axes.map((axis) => x.strides[axis]!)]),
  };
  const pointers = [pointerTo(memory, x), pointerTo(memory, out)] as const;
  return {
    parts: reduction.kept[0]!.length,
    emit: (body, first, end) => reduceNumbers(body, reduction, [first, end], pointers),
  };
}

function elementwise(name: string, operands: readonly Operand[], memory: ProgramMemory): SplitStep | undefined {
  const areFloats = operands.every(({ dtype }) => isFloat(dtype));
  const operation = numberOperations[name] ?? (areFloats ? floatOperations[name] : undefined);
  if (!operation) return undefined;
  const each = {
    operation,
    shape: operands[0]!.shape,
    dtypes: operands.map(({ dtype }) => dtype),
    strides: operands.map(({ strides }) => strides),
  };
  const pointers = operands.map((operand) => pointerTo(memory, operand));
  return { parts: turnsOf(each), emit: (body, first, end) => eachNumber(body, each, [first, end], pointers) };
}

/** Running sums along an axis, of any type. */
export const cumsumLowering: Lowering = {
  lower: (graph, node, plan, memory) => {
    const { along, pointers, parts } = alongAxis(graph, node, plan, memory);
    return along && { parts, emit: (body, first, end) => runningSums(body, along, [first, end], pointers) };
  },
};

/** Places of the best elements along an axis, of any type. */
export const bestLowering = (best: "largest" | "smallest"): Lowering => ({
  lower: (graph, node, plan, memory) => {
    const { along, pointers, parts } = alongAxis(graph, node, plan, memory);
    return along && { parts, emit: (body, first, end) => bestPlaces(body, best, along, [first, end], pointers) };
  },
});

function alongAxis(graph: Graph, { inputs, outputs, attributes }: GraphNode, plan: ProgramPlan, memory: ProgramMemory) {
  const [x, out] = [operandOf(graph, plan, inputs[0]!), operandOf(graph, plan, outputs[0]!)];
  const { axis } = attributes as { readonly axis: number }; // of these operations
  const others = (list: Shape): number[] => list.filter((_, i) => i !== axis);
  const keepsAxis = out.shape.length === x.shape.length;
  const strides = [others(x.strides), keepsAxis ? others(out.strides) : out.strides];
  const lead = collapseAxes(others(x.shape), strides, false).map(({ size, strides: steps }) => ({
    length: size,
    steps,
  }));
  const along: AlongAxis | undefined = out.shape.includes(0)
    ? undefined
    : {
        from: x.dtype,
        to: out.dtype,
        lead,
        length: x.shape[axis]!,
        step: x.strides[axis]!,
        outStep: keepsAxis ? out.strides[axis]! : 0,
      };
  return { along, parts: lead[0]!.length, pointers: [pointerTo(memory, x), pointerTo(memory, out)] as const };
}
