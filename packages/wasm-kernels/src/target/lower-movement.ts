import { contiguousStrides, sizeOf } from "@adjoint/tensor";
import { copyStrided } from "../movement/copy-strided.ts";
import { fill } from "../movement/fill.ts";
import { lanesOf } from "../movement/lanes-of.ts";
import * as i32 from "../emitter/i32.ts";
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
  lower: (graph, { inputs, outputs, attributes }, plan, memory) => {
    const [x, out] = [operandOf(graph, plan, inputs[0]!), operandOf(graph, plan, outputs[0]!)];
    const { edges, value } = attributes as { readonly edges: readonly Edges[]; readonly value: number }; // the operation's
    const to = edges.map(({ between }, i) => (between + 1) * out.strides[i]!);
    const first = edges.reduce((at, { before }, i) => at + before * out.strides[i]!, memory.addressOf(out.value));
    return {
      parts: 1,
      emit: (body) => {
        fill(body, body.let(lanesOf(out.dtype, value)), pointerTo(memory, out), sizeOf(out.shape) * out.bytes);
        copyStrided(
          body,
          { shape: x.shape, bytes: x.bytes, from: x.strides, to },
          pointerTo(memory, x),
          i32.const(first),
        );
      },
    };
  },
};

/** A copy in row-major order, where strides cannot express the other shape. */
export const reshapeLowering: Lowering = {
  lower: (graph, { inputs, outputs }, plan, memory) => {
    const [x, out] = [operandOf(graph, plan, inputs[0]!), operandOf(graph, plan, outputs[0]!)];
    const to = contiguousStrides(x.shape).map((stride) => stride * x.bytes);
    const copy = { shape: x.shape, bytes: x.bytes, from: x.strides, to };
    return { parts: 1, emit: (body) => copyStrided(body, copy, pointerTo(memory, x), pointerTo(memory, out)) };
  },
};
