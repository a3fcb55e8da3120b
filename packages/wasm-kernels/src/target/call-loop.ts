import type { Graph, GraphNode } from "@adjoint/compile";
import { sizeOf } from "@adjoint/tensor";
import { atMost } from "../emitter/at-most.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import { scratchBytes } from "../loops/combine.ts";
import { type DivideResults, formOf } from "../loops/loop-form.ts";
import { loopFunction } from "../loops/loop-function.ts";
import type { Part, SplitStep } from "./emit.ts";
import type { PlacedLoop } from "./lower-loop.ts";
import type { ProgramMemory } from "./program-memory.ts";
import { reductionOf } from "./role-of.ts";

/** Runs a loop by a function that all loops of the same form and code share. */
export function callLoop(
  module: ModuleBuilder,
  { loop, addresses, code }: PlacedLoop,
  memory: Pick<ProgramMemory, "workspaceOf">,
  divideResults?: DivideResults,
): SplitStep {
  const { division, key } = formOf(loop, divideResults);
  const run = module.once(() => loopFunction(module, loop, division?.axis), key + code);
  const places = addresses.map((place) => i32.const(place));
  const pointers = (thread: Part): Part[] =>
    scratchBytes(loop) > 0 ? [...places, memory.workspaceOf(thread)] : places;
  if (!division)
    return { parts: 1, emit: (body, _first, _end, thread) => body.call(run, ...pointers(thread)), isCall: true };
  const { parts, unit, size } = division;
  const placeOf = (part: Part): Part => i32.multiply(part, i32.const(unit));
  return {
    parts,
    emit: (body, first, end, thread) => body.call(run, ...pointers(thread), placeOf(first), atMost(placeOf(end), size)),
    isCall: true,
  };
}

/** Working memory for the sums of a loop. */
export const loopWorkspaceOf = (graph: Graph, nodes: readonly GraphNode[]): number =>
  nodes
    .filter((node) => reductionOf(graph, node))
    .reduce((bytes, { outputs }) => bytes + 8 * sizeOf(graph.values[outputs[0]!]!.shape) + 8, 0);
