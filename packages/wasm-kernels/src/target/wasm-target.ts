import { type Executable, type Graph, type GraphNode, type Group, planProgram, type Target } from "@adjoint/compile";
import { fromBuffer, type Tensor } from "@adjoint/tensor";
import { detectFeatures } from "../emitter/detect-features.ts";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { mathImports } from "../math/math-imports.ts";
import { MATMUL_WORKSPACE, matmul } from "../matmul/matmul.ts";
import type { Emit } from "./emit.ts";
import { isFusable, isPass, lowerCopy, lowerElementwise } from "./lower-elementwise.ts";
import { lowerMatmul } from "./lower-matmul.ts";
import { lowerReduction } from "./lower-reduction.ts";
import { ProgramMemory } from "./program-memory.ts";

type Action = () => void;

const isProduct = ({ primitive }: GraphNode): boolean => primitive.name === "matmul";
const product = (module: ModuleBuilder): ReturnType<typeof matmul> =>
  matmul(module, { relaxed: detectFeatures().relaxedSimd });

/**
 * The target that runs programs as WebAssembly with SIMD: elementwise operations are fused into passes over memory. What
 * has no kernel here runs its reference kernel on the same memory. It needs no file and no network; under a content
 * security policy `script-src` must hold `'wasm-unsafe-eval'`.
 *
 * @throws CompileError of WebAssembly where there is no SIMD.
 * @example const step = compile(trainStep, { target: wasmTarget() })
 */
export const wasmTarget = (): Target => ({ name: "wasm", build });

function build(graph: Graph): Executable {
  const plan = planProgram(graph, {
    isFusable: (node) => isFusable(graph, node),
    isPass: (group, layouts) => isPass(graph, group, layouts),
  });
  const hasProducts = plan.steps.some(({ nodes }) => nodes.some(isProduct));
  const memory = new ProgramMemory(graph, plan, hasProducts ? MATMUL_WORKSPACE : 0);
  const onHost = (node: GraphNode): Action => hostAction(graph, memory, node);
  const actions: Action[] = plan.hostNodes.map(onHost);
  const fallbacks: string[] = [];
  const module = new ModuleBuilder();
  const compiled: { readonly name: string; readonly place: number }[] = [];
  for (const group of plan.steps) {
    const emit = lower(group);
    if (!emit) {
      fallbacks.push(...group.nodes.map(({ primitive }) => primitive.name));
      actions.push(...group.nodes.map(onHost));
      continue;
    }
    const name = `step${compiled.length}`;
    module.export(name, module.function([], undefined, emit));
    compiled.push({ name, place: actions.push(() => {}) - 1 });
  }
  const instance = instantiate(module, memory.memory, mathImports);
  for (const { name, place } of compiled) actions[place] = instance[name] as Action;

  function lower(group: Group): Emit | undefined {
    const node = group.nodes[0]!;
    if (isFusable(graph, node)) return lowerElementwise(graph, group, plan, memory);
    if (isProduct(node)) return lowerMatmul(graph, node, plan, memory, module.once(product));
    if (node.primitive.name === "reshape") return lowerCopy(graph, node, plan, memory); // what strides could not express
    return lowerReduction(graph, node, plan, memory);
  }

  const inputs = graph.inputs.filter(({ value }) => plan.slots.has(value));
  const positions = inputs.map((port) => graph.inputs.indexOf(port));
  const targets = inputs.map(({ value }) => memory.ownNumbers(value));
  const results = graph.outputs.map(({ value }) => memory.tensorAt(value));
  return {
    run: (tensors) => {
      targets.forEach((target, i) => {
        target.set(tensors[positions[i]!]!.dataSync());
      });
      for (const action of actions) action();
      return results.map(copied);
    },
    fallbacks,
    dispose: () => {},
  };
}

/** The values now, in memory of their own. */
const copied = (t: Tensor): Tensor => fromBuffer(t.dataSync().slice(), t);

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
