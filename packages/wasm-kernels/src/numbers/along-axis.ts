import type { DType } from "@adjoint/tensor";
import { eachPlaceBetween, type Loop } from "../emitter/each-place.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Value } from "../emitter/value.ts";
import { readNumber, writeNumber } from "./read-number.ts";

/** Elements of any type along one axis. */
export interface AlongAxis {
  readonly from: DType;
  readonly to: DType;
  /** Over the other axes, outermost first: steps of x and of the result in bytes. */
  readonly lead: readonly Loop[];
  readonly length: number;
  readonly step: number;
  /** From one result to the next along the axis, where there are several. */
  readonly outStep: number;
}

type Pointers = readonly [x: Value<"i32">, out: Value<"i32">];
type Range = readonly [Value<"i32">, Value<"i32">];

/** Running sums, in double precision, for a part of the outermost loop. */
export function runningSums(body: FunctionBody, along: AlongAxis, range: Range, pointers: Pointers): void {
  const { from, to, lead, length, step, outStep } = along;
  eachPlaceBetween(body, lead, range, pointers, ([x, out]) => {
    const sum = body.let(f64.const(0));
    const [at, place] = [body.let(x!), body.let(out!)];
    body.for(i32.const(0), i32.const(length), 1, () => {
      body.set(sum, f64.add(sum, readNumber(from, at)));
      writeNumber(body, to, place, sum);
      body.set(at, i32.add(at, i32.const(step)));
      body.set(place, i32.add(place, i32.const(outStep)));
    });
  });
}

/** Where the first of the best elements is, int32; the first NaN where there is one. For a part of the outermost loop. */
export function bestPlaces(
  body: FunctionBody,
  best: "largest" | "smallest",
  { from, lead, length, step }: AlongAxis,
  range: Range,
  pointers: Pointers,
): void {
  eachPlaceBetween(body, lead, range, pointers, ([x, out]) => {
    const [place, at] = [body.let(i32.const(0)), body.let(x!)];
    const record = body.let(readNumber(from, at));
    body.for(i32.const(0), i32.const(length), 1, (k) => {
      const candidate = body.let(readNumber(from, at));
      const isNoBetter = (best === "largest" ? f64.lessEqual : f64.greaterEqual)(candidate, record);
      // not "greater": a NaN is taken as well, and nothing after it
      body.if(i32.and(i32.isZero(isNoBetter), f64.equal(record, record)), () => {
        body.set(record, candidate);
        body.set(place, k);
      });
      body.set(at, i32.add(at, i32.const(step)));
    });
    body.do(i32.store(out!, place));
  });
}
