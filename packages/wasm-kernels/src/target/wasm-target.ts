import {
  type Executable,
  type Graph,
  type GraphNode,
  type Group,
  type ProgramPlan,
  planProgram,
  type Target,
  type Value,
} from "@adjoint/compile";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { MATMUL_WORKSPACE } from "../matmul/matmul.ts";
import { availableThreads } from "../threads/start-worker.ts";
import { callLoop, type LoopFunctions, loopWorkspaceOf } from "./call-loop.ts";
import type { Lowered } from "./emit.ts";
import { engineFor } from "./engine.ts";
import { linked, rangesOf } from "./link.ts";
import { lowerLoop, type PlacedLoop } from "./lower-loop.ts";
import { lowerMatmul } from "./lower-matmul.ts";
import { lowerNumbers } from "./lower-numbers.ts";
import { lowerReduction } from "./lower-reduction.ts";
import { lowerings } from "./lowerings.ts";
import { ProgramMemory } from "./program-memory.ts";
import { roleOf } from "./role-of.ts";
import { inParts, type Part } from "./segments.ts";
import { costOf } from "./step-cost.ts";
import { type Action, wasmProgram } from "./wasm-program.ts";

const isProduct = ({ primitive }: GraphNode): boolean => primitive.name === "matmul";

export interface WasmTargetOptions {
  /**
   * How many threads share the work of a program that is large enough; 1 for none but the calling one. Default: as many as
   * the machine runs at a time, at most 8. They need shared memory, which a page has when it is cross-origin isolated.
   */
  readonly threads?: number;
}

const MOST_THREADS = 8;
/** A program that takes less runs on one thread: it never pays for others. In microseconds. */
const WORTH_THREADS = 200;

/**
 * The target that runs programs as WebAssembly with SIMD: elementwise operations are fused into passes over memory. What
 * has no kernel here runs its reference kernel on the same memory. It needs no file and no network; under a content
 * security policy `script-src` must hold `'wasm-unsafe-eval'`, and `worker-src` `blob:` for threads.
 *
 * Donated parameters and state stay in its memory from call to call. Results are the same to the bit for any number of
 * threads.
 * @throws CompileError of WebAssembly where there is no SIMD; RangeError when its memory is full, or `threads` is no integer
 * from 1 up.
 * @example const step = compile(trainStep, { target: wasmTarget(), donate: [0, 1] })
 */
export function wasmTarget({ threads }: WasmTargetOptions = {}): Target {
  if (threads !== undefined && !(Number.isInteger(threads) && threads >= 1))
    throw new RangeError(`wasmTarget: threads must be an integer from 1 up, got ${threads}; leave it out for all?`);
  return { name: "wasm", build: (graph, donated) => build(graph, donated, threads) };
}

function build(graph: Graph, donated: ReadonlySet<Value> = new Set(), threads?: number): Executable {
  const plan = planProgram(graph, { roleOf: (node) => roleOf(graph, node) }, donated);
  const cost = plan.steps.reduce((total, group) => total + costOf(graph, group), 0);
  const { heap, pool } = engineFor(cost < WORTH_THREADS ? 1 : (threads ?? Math.min(availableThreads(), MOST_THREADS)));
  const workspaces = plan.steps.map((group) => workspaceOf(graph, group, plan));
  const memory = new ProgramMemory(
    graph,
    plan,
    { bytes: Math.max(0, ...workspaces), threads: pool?.threads ?? 1 },
    heap,
  );
  const module = new ModuleBuilder();
  const loops: LoopFunctions = new Map();
  const steps = plan.steps.map((group) => ({ group, code: lower(group) }));

  function lower(group: Group): Lowered | undefined {
    const node = group.nodes[0]!;
    if (isProduct(node)) return lowerMatmul(graph, group, plan, memory, module);
    const kernel = lowerings[node.primitive.name];
    if (kernel) return kernel.lower(graph, node, plan, memory, module);
    const loop = loopOf(group);
    return loop ? callLoop(module, loops, loop, memory.workspace) : lowerNumbers(graph, node, plan, memory);
  }

  function loopOf({ nodes, space }: Group): PlacedLoop | undefined {
    const alone = nodes.length === 1 ? lowerReduction(graph, nodes[0]!, plan, memory) : undefined;
    return alone ?? (space && lowerLoop(graph, { nodes }, space, plan, (value) => memory.addressOf(value)));
  }

  const parts = inParts(steps, (group, code) => ({
    code,
    cost: costOf(graph, group),
    ...rangesOf(group, plan, memory),
  }));
  const run = linked(module, parts, memory, pool);
  const onHost = (node: GraphNode): Action => hostAction(graph, memory, node);
  const actionsOf = (part: Part, i: number): Action[] =>
    "compiled" in part ? [run(i)] : part.onHost.nodes.map(onHost);
  const stepsBefore = (i: number): number =>
    parts.slice(0, i).reduce((total, part) => total + ("compiled" in part ? part.compiled.length : 1), 0);
  const partsBefore = parts.filter((_, i) => stepsBefore(i + 1) <= plan.firstOverwrite);
  return wasmProgram({
    graph,
    donated,
    plan,
    memory,
    fallbacks: parts.flatMap((part) =>
      "compiled" in part ? [] : part.onHost.nodes.map(({ primitive }) => primitive.name),
    ),
    bindActions: () => [...plan.hostNodes.map(onHost), ...parts.flatMap(actionsOf)],
    firstOverwrite: plan.hostNodes.length + partsBefore.flatMap(actionsOf).length,
  });
}

/** Bytes of working memory that a thread needs for a step. */
function workspaceOf(graph: Graph, { nodes }: Group, plan: ProgramPlan): number {
  const [node] = nodes as [GraphNode]; // there is one
  if (isProduct(node)) return MATMUL_WORKSPACE;
  return Math.max(loopWorkspaceOf(graph, nodes), lowerings[node.primitive.name]?.workspace?.(graph, node, plan) ?? 0);
}

/** A node by its reference kernel, on tensors that see the program's memory. */
function hostAction(
  graph: Graph,
  memory: ProgramMemory,
  { primitive, inputs, attributes, outputs }: GraphNode,
): Action {
  const operands = inputs.map((value) => memory.tensorAt(value));
  const specs = outputs.map((value) => graph.values[value]!);
  const targets = outputs.map((value) => memory.ownNumbers(value));
  return () => {
    primitive.kernel(operands, attributes, specs).forEach((result, k) => {
      targets[k]!.set(result.dataSync());
    });
  };
}
