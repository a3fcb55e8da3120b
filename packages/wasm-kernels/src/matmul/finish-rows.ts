import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";
import type { AnyExpression } from "../loops/expression.ts";
import type { ElementType, RowArray } from "../loops/lane-memory.ts";
import { writeRow } from "../loops/write-row.ts";
import type { FinishedBlock } from "./blocked-matmul.ts";

/** An array that lies over a part of a product: the product itself is one. */
export interface PartArray {
  readonly type: ElementType;
  /** Where the part begins. */
  readonly place: Value<"i32">;
  /** From row to row, in bytes: a constant or a local. */
  readonly rowStep: Value<"i32">;
  /** From column to column, in elements. */
  readonly stride: number;
}

/** Computes expressions of arrays that lie over a part of a product, row by row, while that is in the cache. */
export function finishRows(
  body: FunctionBody,
  { rows, columns }: FinishedBlock,
  inputs: readonly PartArray[],
  outputs: readonly (PartArray & { readonly value: AnyExpression })[],
): void {
  const moving = [...inputs, ...outputs].map(({ type, place, rowStep, stride }) => {
    const array: RowArray = { pointer: body.let(place), type, stride };
    return { array, rowStep };
  });
  const arrays = moving.map(({ array }) => array);
  const written = outputs.map(({ value }, i) => ({ array: arrays[inputs.length + i]!, value }));
  body.for(i32.const(0), rows, 1, () => {
    writeRow(body, { columns, inputs: arrays.slice(0, inputs.length), outputs: written });
    for (const { array, rowStep } of moving) body.set(array.pointer, i32.add(array.pointer, rowStep));
  });
}
