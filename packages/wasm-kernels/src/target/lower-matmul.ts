import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import { sizeOf } from "@adjoint/tensor";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference } from "../emitter/module-builder.ts";
import type { ValueType } from "../emitter/value.ts";
import type { Emit } from "./emit.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** More products than this in one operation would be more code than it is worth. */
const MOST_PRODUCTS = 64;

const FLOAT_BYTES = 4;

/** Matrix products of any strides, one after the other over the leading axes. undefined for other types. */
export function lowerMatmul(
  graph: Graph,
  { inputs, outputs }: GraphNode,
  { layouts }: ProgramPlan,
  memory: ProgramMemory,
  product: FunctionReference<readonly ValueType[], undefined>,
): Emit | undefined {
  const [a, b, out] = [inputs[0]!, inputs[1]!, outputs[0]!];
  const { shape, dtype } = graph.values[out]!;
  const lead = shape.slice(0, -2);
  if (dtype !== "float32" || sizeOf(lead) > MOST_PRODUCTS) return undefined;
  const [rows, columns] = shape.slice(-2) as [number, number]; // a product has both
  const depth = graph.values[a]!.shape.at(-1)!;
  const starts = [a, b, out].map((value) => startsOf(lead, layouts[value]!.strides, layouts[value]!.offset));
  const steps = [a, b].flatMap((value) => layouts[value]!.strides.slice(-2));
  const [addressA, addressB, addressOut] = [a, b, out].map((value) => memory.addressOf(value)) as [
    number,
    number,
    number,
  ];
  return (body) =>
    starts[0]!.forEach((startA, i) => {
      const pointer = (address: number, start: number): number => address + start * FLOAT_BYTES;
      const [aRow, aColumn, bRow, bColumn] = steps.map((step) => step * FLOAT_BYTES) as [
        number,
        number,
        number,
        number,
      ];
      const parameters = [
        rows,
        columns,
        depth,
        pointer(addressA, startA),
        aRow,
        aColumn,
        pointer(addressB, starts[1]![i]!),
        bRow,
        bColumn,
        pointer(addressOut, starts[2]![i]!),
        columns * FLOAT_BYTES,
        0,
        memory.workspace,
      ];
      body.call(product, ...parameters.map((value) => i32.const(value)));
    });
}

/** Where each matrix begins, in elements. */
function startsOf(lead: readonly number[], strides: readonly number[], offset: number): number[] {
  return lead.reduce(
    (starts, n, axis) => starts.flatMap((start) => Array.from({ length: n }, (_, i) => start + i * strides[axis]!)),
    [offset],
  );
}
