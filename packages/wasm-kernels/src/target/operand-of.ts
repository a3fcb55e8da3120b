import type { Graph, ProgramPlan, Value } from "@adjoint/compile";
import type { DType, Shape } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import type { Value as Code } from "../emitter/value.ts";
import { elementBytes } from "../movement/element-bytes.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** Where the elements of a value are: strides, and the offset in its buffer, in bytes. */
export interface Operand {
  readonly value: Value;
  readonly dtype: DType;
  readonly bytes: 1 | 4 | 8;
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
}

export function operandOf(graph: Graph, { layouts }: ProgramPlan, value: Value): Operand {
  const { dtype, shape } = graph.values[value]!;
  const { strides, offset } = layouts[value]!;
  const bytes = elementBytes[dtype];
  return { value, dtype, bytes, shape, strides: strides.map((stride) => stride * bytes), offset: offset * bytes };
}

/** Where its first element is. */
export const pointerTo = (memory: ProgramMemory, { value, offset }: Operand): Code<"i32"> =>
  i32.const(memory.addressOf(value) + offset);
