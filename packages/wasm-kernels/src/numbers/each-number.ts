import type { DType, Shape } from "@adjoint/tensor";
import { eachPlaceBetween } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import type { Value } from "../emitter/value.ts";
import { collapseAxes } from "../loops/collapse-axes.ts";
import type { NumberOperation } from "./number-operations.ts";
import { readNumber, writeNumber } from "./read-number.ts";

/** Elements of any types, one after the other; strides are in bytes, those of the result last. */
export interface EachNumber {
  readonly operation: NumberOperation;
  readonly shape: Shape;
  readonly dtypes: readonly DType[];
  readonly strides: readonly Shape[];
}

/** How often the outermost loop turns. */
export const turnsOf = ({ shape, strides }: EachNumber): number => collapseAxes(shape, strides, false)[0]!.size;

/** The result of an operation for every element, for a part of the outermost loop. */
export function eachNumber(
  body: FunctionBody,
  { operation, shape, dtypes, strides }: EachNumber,
  range: readonly [Value<"i32">, Value<"i32">],
  pointers: readonly Value<"i32">[],
): void {
  const loops = collapseAxes(shape, strides, false).map((axis) => ({ length: axis.size, steps: axis.strides }));
  eachPlaceBetween(body, loops, range, pointers, (places) => {
    const operands = places.slice(0, -1).map((place, i) => body.let(readNumber(dtypes[i]!, place)));
    writeNumber(body, dtypes.at(-1)!, places.at(-1)!, operation(body, ...operands)); // the result is the last
  });
}
