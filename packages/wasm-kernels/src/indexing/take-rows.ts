import type { Shape } from "@adjoint/tensor";
import { eachPlaceBetween } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";
import { copyStrided } from "../movement/copy-strided.ts";
import { type Indices, placeOf } from "./place-of.ts";

/** Whole rows: strides are in bytes. */
export interface TakeRows {
  readonly indices: Indices;
  readonly bytes: 1 | 4 | 8;
  /** From one row of x, of the indices and of the result to the next. */
  readonly steps: Shape;
  /** The shape of a row, and how it lies in x and in the result. */
  readonly row: Shape;
  readonly from: Shape;
  readonly to: Shape;
}

/** out[k] = x[indices[k]], from the first index of a range to before its end. */
export function takeRows(
  body: FunctionBody,
  { indices, bytes, steps, row, from, to }: TakeRows,
  range: readonly [Value<"i32">, Value<"i32">],
  [x, index, out]: readonly [x: Value<"i32">, indices: Value<"i32">, out: Value<"i32">],
): void {
  const [xStep, indexStep, outStep] = steps as [number, number, number]; // of three arrays
  const loop = { length: 1, steps: [indexStep, outStep] };
  eachPlaceBetween(body, [loop], range, [index, out], ([at, target]) => {
    const place = placeOf(body, indices, at!);
    copyStrided(body, { shape: row, bytes, from, to }, i32.add(x, i32.multiply(place, i32.const(xStep))), target!);
  });
}
