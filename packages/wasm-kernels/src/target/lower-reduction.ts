import { type Graph, type GraphNode, type ProgramPlan, stridesOfSums } from "@adjoint/compile";
import type { Shape } from "@adjoint/tensor";
import { divideResults } from "../loops/divide-results.ts";
import { input } from "../loops/expression.ts";
import { callLoop } from "./call-loop.ts";
import type { PlacedLoop } from "./lower-loop.ts";
import type { Lowering } from "./lowering.ts";
import type { ProgramMemory } from "./program-memory.ts";
import { reductionOf } from "./role-of.ts";

/** A reduction that is alone in its loop, in the order in which its input lies in memory. */
export const reductionLowering: Lowering = {
  lower: (graph, node, plan, memory, module) => {
    const loop = inMemoryOrder(graph, node, plan, memory);
    return loop && callLoop(module, loop, memory, divideResults);
  },
};

/** The loop for it; undefined where that is the order of the axes, or where results would lie apart. */
function inMemoryOrder(
  graph: Graph,
  node: GraphNode,
  { layouts }: ProgramPlan,
  memory: ProgramMemory,
): PlacedLoop | undefined {
  const reduction = reductionOf(graph, node);
  const [from, to] = [node.inputs[0]!, node.outputs[0]!];
  const { shape, dtype } = graph.values[from]!;
  if (!reduction?.combine || dtype !== "float32") return undefined;
  const { strides, offset } = layouts[from]!;
  const results = stridesOfSums({ shape, hasRows: false }, shape, reduction.axes)!; // its own axes
  const axes = shape.map((_, axis) => axis).filter((axis) => shape[axis] !== 1);
  const inMemory = [...axes].sort((a, b) => Math.abs(strides[b]!) - Math.abs(strides[a]!) || a - b);
  const last = inMemory.at(-1);
  if (last === undefined || inMemory.join() === axes.join() || results[last]! > 1) return undefined;
  const isOfRows = reduction.axes.includes(last);
  const isCombined = inMemory.some((axis) => axis !== last && reduction.axes.includes(axis)) || !isOfRows;
  const ordered = (each: Shape): number[] => inMemory.map((axis) => each[axis]!);
  const type = "float32";
  const output = {
    type,
    strides: ordered(results),
    value: isOfRows ? reduction.ofRow(input(0)) : input(0),
    ...(isCombined && { combine: reduction.combine }),
  } as const;
  return {
    loop: { shape: ordered(shape), inputs: [{ type, strides: ordered(strides) }], outputs: [output] },
    addresses: [memory.addressOf(from) + 4 * offset, memory.addressOf(to)],
    code: `${node.primitive.name} of rows: ${isOfRows}`,
  };
}
