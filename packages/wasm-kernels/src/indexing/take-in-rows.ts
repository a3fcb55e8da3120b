import type { Shape } from "@adjoint/tensor";
import { eachOfRow, eachPlaceBetween, type Loop } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";
import { moved } from "../movement/copy-strided.ts";
import { type Indices, placeOf } from "./place-of.ts";

/** Rows, each with indices of its own: how the loops over rows move, and the distances of neighbours in a row, in bytes. */
export interface TakeInRows {
  readonly indices: Indices;
  readonly bytes: 1 | 4 | 8;
  /** Over rows, outermost first: steps of x, of the indices and of the result. */
  readonly rows: readonly Loop[];
  /** Indices of a row. */
  readonly count: number;
  /** Of x, of the indices and of the result. */
  readonly steps: Shape;
}

/** out[..., k] = x[..., indices[..., k]], for a part of the outermost loop over rows. */
export function takeInRows(
  body: FunctionBody,
  { indices, bytes, rows, count, steps: [xStep, indexStep, outStep] }: TakeInRows,
  range: readonly [Value<"i32">, Value<"i32">],
  pointers: readonly [x: Value<"i32">, indices: Value<"i32">, out: Value<"i32">],
): void {
  eachPlaceBetween(body, rows, range, pointers, ([x, index, out]) => {
    const row = { length: count, steps: [indexStep!, outStep!] };
    eachOfRow(body, row, [index!, out!], ([at, to], [beyondAt, beyondTo]) => {
      const place = placeOf(body, indices, at!, beyondAt);
      body.do(moved(bytes, i32.add(x!, i32.multiply(place, i32.const(xStep!))), to!, beyondTo));
    });
  });
}
