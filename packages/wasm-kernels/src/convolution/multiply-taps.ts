import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local } from "../emitter/value.ts";
import { BLOCK_COLUMNS, BLOCK_ROWS, multiplyAdd } from "../matmul/multiply-block.ts";
import { transpose4 } from "../matmul/pack-panels.ts";

type I32 = "i32";
export type MultiplyTaps = FunctionReference<
  readonly [I32, I32, I32, I32, I32, I32, I32, I32, I32, I32, I32],
  undefined
>;

const ROW_BYTES = 4 * BLOCK_COLUMNS;

/**
 * A function (table, tableEnd, weights, x0, x1, x2, x3, out, outputStride, accumulate, scratch): the sums of four places
 * and eight outputs over the taps of a table of distances from the places, with a panel of weights, [taps, 8].
 *
 * Where `outputStride` is not 0, places are neighbours in `out`, outputs are so many bytes apart, and the sums are written
 * there, or added. Where it is 0, they go to scratch, [4, 8].
 */
export const multiplyTaps = (module: ModuleBuilder, relaxed: boolean): MultiplyTaps =>
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (body, table, tableEnd, weights, x0, x1, x2, x3, out, outputStride, accumulate, scratch) => {
      const sums = Array.from({ length: BLOCK_ROWS }, (): Pair => [body.let(f32x4.const(0)), body.let(f32x4.const(0))]);
      // not unrolled: see multiplyBlock
      body.while(i32.lessUnsigned(table, tableEnd), () => {
        const distance = body.let(i32.load(table));
        const left = body.let(v128.load(weights));
        const right = body.let(v128.load(weights, 16));
        for (const [row, x] of [x0, x1, x2, x3].entries()) {
          const [first, second] = sums[row]!;
          const factor = body.let(v128.load32Splat(i32.add(x, distance)));
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
    },
  );

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
