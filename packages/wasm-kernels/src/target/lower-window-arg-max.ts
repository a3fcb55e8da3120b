import type { WindowAxis } from "@adjoint/tensor";
import { windowArgMax } from "../pooling/window-arg-max.ts";
import type { Lowering } from "./lowering.ts";
import { operandOf, pointerTo } from "./operand-of.ts";
import { rowLoops } from "./row-loops.ts";

/** The places of the best elements of windows, of float32. */
export const windowArgMaxLowering: Lowering = {
  lower: (graph, { inputs, outputs, attributes }, plan, memory) => {
    const [x, out] = [inputs[0]!, outputs[0]!].map((value) => operandOf(graph, plan, value));
    if (x!.dtype !== "float32" || [x!, out!].some(({ shape }) => shape.includes(0))) return undefined;
    const { axes } = attributes as { readonly axes: readonly WindowAxis[] }; // the operation's
    const windows = {
      lead: rowLoops([x!, out!], axes.length),
      axes,
      spatial: x!.shape.slice(-axes.length),
      strides: x!.strides.slice(-axes.length),
    };
    const pointers = [pointerTo(memory, x!), pointerTo(memory, out!)] as const;
    return {
      parts: windows.lead[0]!.length,
      emit: (body, first, end) => windowArgMax(body, windows, [first, end], pointers),
    };
  },
};
