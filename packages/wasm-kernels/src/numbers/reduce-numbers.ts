import type { DType } from "@adjoint/tensor";
import { eachPlace, eachPlaceBetween, type Loop } from "../emitter/each-place.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { readNumber, writeNumber } from "./read-number.ts";

/** What is known after some elements, in double precision. */
interface Fold {
  readonly initial: number;
  take(sofar: Local<"f64">, x: Value<"f64">): Value<"f64">;
}

/** By the name of the primitive. */
export const folds: Readonly<Record<string, Fold>> = {
  sum: { initial: 0, take: f64.add },
  max: { initial: -Infinity, take: f64.max },
  min: { initial: Infinity, take: f64.min },
  any: {
    initial: 0,
    take: (sofar, x) => f64.fromI32(i32.or(f64.notEqual(sofar, f64.const(0)), f64.notEqual(x, f64.const(0)))),
  },
  all: {
    initial: 1,
    take: (sofar, x) => f64.fromI32(i32.and(f64.notEqual(sofar, f64.const(0)), f64.notEqual(x, f64.const(0)))),
  },
};

/** A reduction of elements of any type. */
export interface ReduceNumbers {
  readonly fold: Fold;
  readonly from: DType;
  readonly to: DType;
  /** Over the results, outermost first: steps of x and of the result in bytes. */
  readonly kept: readonly Loop[];
  /** Over what each of them takes: steps of x. */
  readonly reduced: readonly Loop[];
}

/** Reduces elements one after the other, for a part of the outermost loop over results. */
export function reduceNumbers(
  body: FunctionBody,
  { fold, from, to, kept, reduced }: ReduceNumbers,
  range: readonly [Value<"i32">, Value<"i32">],
  pointers: readonly [x: Value<"i32">, out: Value<"i32">],
): void {
  eachPlaceBetween(body, kept, range, pointers, ([x, out]) => {
    const sofar = body.let(f64.const(fold.initial));
    eachPlace(body, reduced, [x!], ([at]) => body.set(sofar, fold.take(sofar, readNumber(from, at!))));
    writeNumber(body, to, out!, sofar);
  });
}
