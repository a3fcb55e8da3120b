import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import { input } from "../loops/expression.ts";
import type { PlacedLoop } from "./lower-loop.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** A copy of float32 elements into their own order. */
export function lowerCopy(
  graph: Graph,
  { inputs, outputs }: GraphNode,
  { layouts }: ProgramPlan,
  memory: ProgramMemory,
): PlacedLoop | undefined {
  const [from, to] = [inputs[0]!, outputs[0]!];
  const { shape, dtype } = graph.values[from]!;
  if (dtype !== "float32") return undefined;
  const { strides, offset } = layouts[from]!;
  return {
    loop: { shape, inputs: [{ strides }], outputs: [{ value: input(0) }] },
    addresses: [memory.addressOf(from) + 4 * offset, memory.addressOf(to)],
    key: `copy ${shape.join()} ${strides.join()}`,
  };
}
