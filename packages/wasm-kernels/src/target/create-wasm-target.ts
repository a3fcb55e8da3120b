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
import { MATMUL_WORKSPACE } from "../matmul/blocked-matmul.ts";
import { callLoop, loopWorkspaceOf } from "./call-loop.ts";
import type { CompiledStep } from "./compiled-step.ts";
import type { SplitStep } from "./emit.ts";
import { plainEngine } from "./engine.ts";
import { lowerLoop } from "./lower-loop.ts";
import { lowerMatmul } from "./lower-matmul.ts";
import { ProgramMemory } from "./program-memory.ts";
import { roleOf } from "./role-of.ts";
import type { TargetPart } from "./target-part.ts";
import { type Action, wasmProgram } from "./wasm-program.ts";

/** Is the step a product? All targets do those. */
const isProduct = ({ primitive }: GraphNode): boolean => primitive.name === "matmul";

/**
 * A target made of parts, for pages where bytes count: products, and loops of arithmetic, exp, log, comparisons and
 * reductions are always there; `wasmTarget` has all parts. What none of them does runs by its reference kernel.
 * @throws CompileError of WebAssembly where there is no SIMD; RangeError when its memory is full.
 * @example const step = compile(trainStep, { target: createWasmTarget([labels]), donate: [0, 1] })
 */
export function createWasmTarget(parts: readonly TargetPart[] = []): Target {
  const whole: WholePart = {
    ...Object.assign({}, ...parts),
    operations: Object.assign({}, ...parts.map(({ operations }) => operations)),
    kernels: Object.assign({}, ...parts.map(({ kernels }) => kernels)),
  };
  return { name: "wasm", build: (graph, donated) => build(graph, donated, whole) };
}

/** All parts as one. */
type WholePart = TargetPart & Required<Pick<TargetPart, "operations" | "kernels">>;

function build(graph: Graph, donated: ReadonlySet<Value> = new Set(), part: WholePart): Executable {
  const { operations, kernels, others, refine, divideResults, engineFor } = part;
  const plan = planProgram(graph, { roleOf: (node) => roleOf(graph, node, operations), refine }, donated);
  const engine = engineFor?.(graph, plan.steps) ?? plainEngine();
  const workspaces = plan.steps.map((group) => workspaceOf(graph, group, plan, kernels));
  const workspace = { bytes: Math.max(0, ...workspaces), threads: engine.threads };
  const memory = new ProgramMemory(graph, plan, workspace, engine.heap);
  const module = new ModuleBuilder();

  function lower(group: Group): SplitStep | undefined {
    const { nodes, space } = group;
    const [node] = nodes as [GraphNode]; // there is one
    if (isProduct(node)) return lowerMatmul(graph, group, plan, memory, module, part);
    const kernel = nodes.length === 1 ? kernels[node.primitive.name] : undefined;
    const code = kernel?.lower(graph, node, plan, memory, module);
    if (code || !space) return code ?? others?.(graph, node, plan, memory, module);
    const addressOf = (value: Value): number => memory.addressOf(value);
    return callLoop(module, lowerLoop(graph, group, space, plan, addressOf, operations), memory, divideResults);
  }

  const sequences: CompiledStep[][] = [];
  /** Steps as sequences of what is code, as long as can be, and what is done on the host. */
  const inParts = (steps: readonly Group[]): readonly Part[] => {
    const parts: Part[] = [];
    for (const group of steps) {
      const code = lower(group);
      const last = parts.at(-1);
      if (!code) parts.push({ onHost: group.nodes });
      else if (last?.sequence) last.sequence.push({ group, code });
      else {
        const sequence = [{ group, code }];
        sequences.push(sequence);
        parts.push({ sequence });
      }
    }
    return parts;
  };
  // what is written over begins a part: what is found wrong before it has cost nothing
  const before = inParts(plan.steps.slice(0, plan.firstOverwrite));
  const after = inParts(plan.steps.slice(plan.firstOverwrite));
  const runs = engine.link({ graph, plan, memory, module }, sequences);
  const actionsOf = ({ sequence, onHost = [] }: Part): readonly Action[] =>
    sequence ? [runs[sequences.indexOf(sequence)]!] : onHost.map((node) => hostAction(graph, memory, node));
  return wasmProgram({
    graph,
    donated,
    plan,
    memory,
    fallbacks: [...before, ...after].flatMap(({ onHost = [] }) => onHost.map(({ primitive }) => primitive.name)),
    bindActions: () => ({ before: before.flatMap(actionsOf), after: after.flatMap(actionsOf) }),
  });
}

/** Either of them. */
interface Part {
  readonly sequence?: CompiledStep[];
  readonly onHost?: readonly GraphNode[];
}

/** Bytes of working memory that a thread needs for a step. */
function workspaceOf(graph: Graph, { nodes }: Group, plan: ProgramPlan, kernels: WholePart["kernels"]): number {
  const [node] = nodes as [GraphNode]; // there is one
  if (isProduct(node)) return MATMUL_WORKSPACE;
  return Math.max(loopWorkspaceOf(graph, nodes), kernels[node.primitive.name]?.workspace?.(graph, node, plan) ?? 0);
}

/** A node by its reference kernel, on tensors that see the program's memory. */
function hostAction(
  graph: Graph,
  memory: ProgramMemory,
  { primitive, inputs, attributes, outputs }: GraphNode,
): Action {
  const operands = inputs.map((value) => memory.tensorAt(value));
  const specs = outputs.map((value) => graph.values[value]!);
  return () => {
    // looked for when the kernel has run, which may use programs and make the memory grow
    for (const [k, result] of primitive.kernel(operands, attributes, specs).entries())
      memory.ownNumbers(outputs[k]!).set(result.dataSync());
  };
}
