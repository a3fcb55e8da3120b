import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { BLOCK_COLUMNS, BLOCK_ROWS, multiplyAdd } from "../matmul/multiply-block.ts";
import { transpose4 } from "../matmul/pack-panels.ts";

type I32 = "i32";
type Common = [weights: I32, out: I32, outputStride: I32, accumulate: I32, scratch: I32];
export type MultiplyTaps = FunctionReference<readonly [I32, I32, ...Common, I32, I32, I32, I32], undefined>;
export type MultiplyNeighbours = FunctionReference<readonly [I32, I32, ...Common, I32], undefined>;

const common = ["i32", "i32", "i32", "i32", "i32", "i32", "i32"] as const;
const ROW_BYTES = 4 * BLOCK_COLUMNS;

/**
 * A function (table, tableEnd, weights, out, outputStride, accumulate, scratch, x0, x1, x2, x3): the sums of four places
 * and eight outputs over the taps of a table of distances from the places, with a panel of weights, [taps, 8].
 *
 * Where `outputStride` is not 0, places are neighbours in `out`, outputs are so many bytes apart, and the sums are written
 * there, or added. Where it is 0, they go to scratch, [4, 8].
 */
export const multiplyTaps = (module: ModuleBuilder, relaxed: boolean): MultiplyTaps =>
  module.function([...common, "i32", "i32", "i32", "i32"], undefined, (body, ...locals) => {
    const places = locals.slice(common.length);
    multiply(body, relaxed, locals, (distance) => places.map((x) => [i32.add(x, distance), 0]));
  });

/** The same for places that are `step` bytes apart: (..., x0). */
export const multiplyNeighbours = (module: ModuleBuilder, relaxed: boolean, step: number): MultiplyNeighbours =>
  module.function([...common, "i32"], undefined, (body, ...locals) => {
    const lowest = i32.add(locals.at(-1)!, i32.const(Math.min(0, (BLOCK_ROWS - 1) * step)));
    const start = body.let(lowest);
    multiply(body, relaxed, locals, (distance) => {
      const place = body.let(i32.add(start, distance));
      // an offset within an instruction is not negative
      return Array.from({ length: BLOCK_ROWS }, (_, row) => [
        place,
        step < 0 ? (row - BLOCK_ROWS + 1) * step : row * step,
      ]);
    });
  });

type Pointer = Local<"i32">;

/** The code of both; `placesAt` gives the addresses of the four inputs of a tap, each with an offset. */
function multiply(
  body: FunctionBody,
  relaxed: boolean,
  parameters: readonly Pointer[],
  placesAt: (distance: Pointer) => (readonly [Value<"i32">, number])[],
): void {
  const [table, tableEnd, weights, out, outputStride, accumulate, scratch] = parameters as readonly [
    Pointer,
    Pointer,
    Pointer,
    Pointer,
    Pointer,
    Pointer,
    Pointer,
  ]; // the common ones
  const sums = Array.from({ length: BLOCK_ROWS }, (): Pair => [body.let(f32x4.const(0)), body.let(f32x4.const(0))]);
  // not unrolled: see multiplyBlock
  body.while(i32.lessUnsigned(table, tableEnd), () => {
    const places = placesAt(body.let(i32.load(table)));
    const left = body.let(v128.load(weights));
    const right = body.let(v128.load(weights, 16));
    for (const [row, [first, second]] of sums.entries()) {
      const factor = body.let(v128.load32Splat(...places[row]!));
      body.set(first, multiplyAdd(relaxed, factor, left, first));
      body.set(second, multiplyAdd(relaxed, factor, right, second));
    }
    body.set(table, i32.add(table, i32.const(4)));
    body.set(weights, i32.add(weights, i32.const(ROW_BYTES)));
  });
  body.if(
    outputStride,
    () => writeAcross(body, sums, out, outputStride, accumulate),
    () => {
      for (const [row, [first, second]] of sums.entries()) {
        body.do(v128.store(scratch, first, row * ROW_BYTES));
        body.do(v128.store(scratch, second, row * ROW_BYTES + 16));
      }
    },
  );
}

type Pair = readonly [Local<"v128">, Local<"v128">];

/** Writes the block with its rows as columns. */
function writeAcross(
  body: FunctionBody,
  sums: readonly Pair[],
  out: Local<"i32">,
  stride: Local<"i32">,
  accumulate: Local<"i32">,
): void {
  const columns = [0, 1].flatMap((half) =>
    transpose4(
      body,
      sums.map((pair) => pair[half]!),
    ),
  );
  for (const column of columns) {
    body.if(accumulate, () => body.set(column, f32x4.add(v128.load(out), column)));
    body.do(v128.store(out, column));
    body.set(out, i32.add(out, stride));
  }
}
