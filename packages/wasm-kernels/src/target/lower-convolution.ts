import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import type { ConvolutionAxis } from "@adjoint/tensor";
import { convolution, convolutionWorkspace } from "../convolution/convolution.ts";
import type { ConvolutionOperands } from "../convolution/convolution-plan.ts";
import { atMost } from "../emitter/at-most.ts";
import { hasRelaxedSimd } from "../emitter/detect-features.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Value } from "../emitter/value.ts";
import { BLOCK_COLUMNS } from "../matmul/multiply-block.ts";
import type { SplitStep } from "./emit.ts";
import type { Lowering } from "./lowering.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** A convolution of float32, of which threads share the images or the outputs. */
export const convolutionLowering: Lowering = {
  workspace: (graph, node, plan) => {
    const operands = operandsOf(graph, node, plan);
    return operands ? convolutionWorkspace(operands) : 0;
  },
  lower,
};

function lower(
  graph: Graph,
  node: GraphNode,
  plan: ProgramPlan,
  memory: ProgramMemory,
  module: ModuleBuilder,
): SplitStep | undefined {
  const operands = operandsOf(graph, node, plan);
  if (!operands) return undefined;
  const convolve = convolution(module, operands, { relaxed: hasRelaxedSimd() });
  const [x, weights, out] = [...node.inputs, ...node.outputs].map((value) => {
    return memory.addressOf(value) + 4 * plan.layouts[value]!.offset;
  }) as [number, number, number];
  const [images, outputs] = [operands.x.shape[1]!, operands.weights.shape[1]!];
  const panels = Math.ceil(outputs / BLOCK_COLUMNS);
  const pointers = [x, weights, out].map((value) => i32.const(value)) as [Value<"i32">, Value<"i32">, Value<"i32">];
  if (images >= panels)
    return {
      parts: images,
      emit: (body, first, end, thread) =>
        body.call(convolve, ...pointers, memory.workspaceOf(thread), first, end, i32.const(0), i32.const(outputs)),
    };
  return {
    parts: panels,
    emit: (body, first, end, thread) => {
      const [firstOutput, beyond] = [first, end].map((panel) => i32.multiply(panel, i32.const(BLOCK_COLUMNS)));
      const range = [i32.const(0), i32.const(images), firstOutput!, atMost(beyond!, outputs)] as const;
      body.call(convolve, ...pointers, memory.workspaceOf(thread), ...range);
    },
  };
}

function operandsOf(graph: Graph, node: GraphNode, { layouts }: ProgramPlan): ConvolutionOperands | undefined {
  const out = graph.values[node.outputs[0]!]!;
  if (out.dtype !== "float32" || out.shape.includes(0)) return undefined;
  const [x, weights] = node.inputs.map((value) => ({
    shape: graph.values[value]!.shape,
    strides: layouts[value]!.strides,
  })) as [ConvolutionOperands["x"], ConvolutionOperands["weights"]];
  const { axes } = node.attributes as { readonly axes: readonly ConvolutionAxis[] }; // a convolution's
  return { x, weights, axes };
}
