import {
  type Executable,
  type Graph,
  type GraphNode,
  type Group,
  planProgram,
  type Target,
  type Value,
} from "@adjoint/compile";
import { detectFeatures } from "../emitter/detect-features.ts";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { mathImports } from "../math/math-imports.ts";
import { MATMUL_WORKSPACE, matmul } from "../matmul/matmul.ts";
import type { Emit } from "./emit.ts";
import { Heap } from "./heap.ts";
import { isFusable, isPass, lowerCopy, lowerElementwise } from "./lower-elementwise.ts";
import { lowerMatmul } from "./lower-matmul.ts";
import { lowerReduction } from "./lower-reduction.ts";
import { ProgramMemory } from "./program-memory.ts";
import { type Action, wasmProgram } from "./wasm-program.ts";

const isProduct = ({ primitive }: GraphNode): boolean => primitive.name === "matmul";
const product = (module: ModuleBuilder): ReturnType<typeof matmul> =>
  matmul(module, { relaxed: detectFeatures().relaxedSimd });

/** Of all programs, made with the first: an engine has room for few memories, but a memory for many programs. */
let heap: Heap | undefined;

/**
 * The target that runs programs as WebAssembly with SIMD: elementwise operations are fused into passes over memory. What
 * has no kernel here runs its reference kernel on the same memory. It needs no file and no network; under a content
 * security policy `script-src` must hold `'wasm-unsafe-eval'`.
 *
 * Donated parameters and state stay in its memory from call to call.
 * @throws CompileError of WebAssembly where there is no SIMD; RangeError when its memory is full.
 * @example const step = compile(trainStep, { target: wasmTarget(), donate: [0, 1] })
 */
export const wasmTarget = (): Target => ({ name: "wasm", build });

function build(graph: Graph, donated: ReadonlySet<Value> = new Set()): Executable {
  const fusion = {
    isFusable: (node: GraphNode) => isFusable(graph, node),
    isPass: (group: Group, layouts: Parameters<typeof isPass>[2]) => isPass(graph, group, layouts),
  };
  const plan = planProgram(graph, fusion, donated);
  const hasProducts = plan.steps.some(({ nodes }) => nodes.some(isProduct));
  heap ??= new Heap();
  const memory = new ProgramMemory(graph, plan, hasProducts ? MATMUL_WORKSPACE : 0, heap);
  const module = new ModuleBuilder();
  const steps = plan.steps.map((group, i) => {
    const emit = lower(group);
    if (emit) module.export(nameOf(i), module.function([], undefined, emit));
    return { nodes: group.nodes, isCompiled: emit !== undefined };
  });
  const instance = instantiate(module, memory.memory, mathImports);
  const onHost = (node: GraphNode): Action => hostAction(graph, memory, node);
  const onHostAlone = steps.filter(({ isCompiled }) => !isCompiled);
  const actionsOf = ({ nodes, isCompiled }: (typeof steps)[number], i: number): Action[] =>
    isCompiled ? [instance[nameOf(i)] as Action] : nodes.map(onHost);

  function lower(group: Group): Emit | undefined {
    const node = group.nodes[0]!;
    if (isFusable(graph, node)) return lowerElementwise(graph, group, plan, memory);
    if (isProduct(node)) return lowerMatmul(graph, node, plan, memory, module.once(product));
    if (node.primitive.name === "reshape") return lowerCopy(graph, node, plan, memory); // what strides could not express
    return lowerReduction(graph, node, plan, memory);
  }

  return wasmProgram({
    graph,
    donated,
    plan,
    memory,
    fallbacks: onHostAlone.flatMap(({ nodes }) => nodes.map(({ primitive }) => primitive.name)),
    bindActions: () => [...plan.hostNodes.map(onHost), ...steps.flatMap(actionsOf)],
    firstOverwrite: plan.hostNodes.length + steps.slice(0, plan.firstOverwrite).flatMap(actionsOf).length,
  });
}

const nameOf = (step: number): string => `step${step}`;

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
