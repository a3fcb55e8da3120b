import { contiguousStrides, sizeOf } from "@adjoint/tensor";
import type { FunctionBody } from "../emitter/function-body.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value } from "../emitter/value.ts";
import { copyStrided } from "../movement/copy-strided.ts";
import { fill } from "../movement/fill.ts";
import { lanesOf } from "../movement/lanes-of.ts";
import * as i32 from "../emitter/i32.ts";
import type { SplitStep } from "./emit.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";

/** Tensors behind each other, of any type. */
export const concatLowering: Lowering = {
  lower: (graph, { inputs, outputs, attributes }, plan, memory) => {
    const out = operandOf(graph, plan, outputs[0]!);
    const { axis } = attributes as { readonly axis: number }; // the operation's
    return {
      parts: 1,
      emit: (body) => {
        let start = memory.addressOf(out.value);
        for (const x of inputs.map((value) => operandOf(graph, plan, value))) {
          copyStrided(
            body,
            { shape: x.shape, bytes: x.bytes, from: x.strides, to: out.strides },
            pointerTo(memory, x),
            i32.const(start),
          );
          start += x.shape[axis]! * out.strides[axis]!;
        }
      },
    };
  },
};

interface Edges {
  readonly before: number;
  readonly between: number;
}

/** A tensor between elements of one value, of any type. */
export const padLowering: Lowering = {
  lower: (graph, { inputs, outputs, attributes }, plan, memory, module) => {
    const [x, out] = [operandOf(graph, plan, inputs[0]!), operandOf(graph, plan, outputs[0]!)];
    const { edges, value } = attributes as { readonly edges: readonly Edges[]; readonly value: number }; // the operation's
    const to = edges.map(({ between }, i) => (between + 1) * out.strides[i]!);
    const first = edges.reduce((at, { before }, i) => at + before * out.strides[i]!, memory.addressOf(out.value));
    const lanes = lanesOf(out.dtype, value);
    const size = sizeOf(out.shape) * out.bytes;
    const copy = { shape: x.shape, bytes: x.bytes, from: x.strides, to };
    return sharedCall(
      module,
      JSON.stringify([lanes.code, size, copy]),
      [pointerTo(memory, x), i32.const(first), pointerTo(memory, out)],
      (body, from, place, whole) => {
        fill(body, body.let(lanes), whole, size);
        copyStrided(body, copy, from, place);
      },
    );
  },
};

/** A copy in row-major order, where strides cannot express the other shape. */
export const reshapeLowering: Lowering = {
  lower: (graph, { inputs, outputs }, plan, memory, module) => {
    const [x, out] = [operandOf(graph, plan, inputs[0]!), operandOf(graph, plan, outputs[0]!)];
    const to = contiguousStrides(x.shape).map((stride) => stride * x.bytes);
    const copy = { shape: x.shape, bytes: x.bytes, from: x.strides, to };
    const pointers = [pointerTo(memory, x), pointerTo(memory, out)];
    return sharedCall(module, JSON.stringify(copy), pointers, (body, from, place) =>
      copyStrided(body, copy, from, place),
    );
  },
};

/** A step by a function of pointers, which all steps of the same key share. */
function sharedCall(
  module: ModuleBuilder,
  key: string,
  pointers: readonly Value<"i32">[],
  write: (body: FunctionBody, ...pointers: Local<"i32">[]) => void,
): SplitStep {
  const types = pointers.map(() => "i32" as const);
  const run = module.once(() => module.function(types, undefined, write), key);
  return { parts: 1, isCall: true, emit: (body) => body.call(run, ...pointers) };
}
