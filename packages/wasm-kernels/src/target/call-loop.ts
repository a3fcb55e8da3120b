import type { Graph, GraphNode } from "@adjoint/compile";
import { sizeOf } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import { scratchBytes } from "../loops/combine.ts";
import { fusedLoop, partsOf } from "../loops/fused-loop.ts";
import type { Lowered } from "./emit.ts";
import type { PlacedLoop } from "./lower-loop.ts";
import { reductionOf } from "./role-of.ts";

/** The functions of a module for loops, by the key of their code. */
export type LoopFunctions = Map<string, FunctionReference<readonly "i32"[], undefined>>;

/** Runs a loop by a function that all loops of the same code share. */
export function callLoop(
  module: ModuleBuilder,
  functions: LoopFunctions,
  { loop, addresses, key }: PlacedLoop,
  workspace: number,
): Lowered {
  const parts = partsOf(loop);
  const run = functions.get(key) ?? fusedLoop(module, loop, { isSplit: parts > 1 });
  functions.set(key, run);
  const pointers = (scratchBytes(loop) > 0 ? [...addresses, workspace] : addresses).map((place) => i32.const(place));
  if (parts === 1) return (body) => body.call(run, ...pointers);
  return { parts, emit: (body, first, end) => body.call(run, ...pointers, first, end) };
}

/** Working memory for the sums of a loop. */
export const loopWorkspaceOf = (graph: Graph, nodes: readonly GraphNode[]): number =>
  nodes
    .filter((node) => reductionOf(graph, node))
    .reduce((bytes, { outputs }) => bytes + 8 * sizeOf(graph.values[outputs[0]!]!.shape) + 8, 0);
