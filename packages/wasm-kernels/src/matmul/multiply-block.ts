import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";

/** Rows and columns of the block of the product that stays in registers: 8 vectors, with 2 of b and 1 of a beside them. */
export const BLOCK_ROWS = 4;
export const BLOCK_COLUMNS = 8;

/** The size of such a block. */
export const BLOCK_BYTES = 128;

/** x y + sum, by one instruction where relaxed SIMD was detected and asked for. */
export const multiplyAdd = (relaxed: boolean, x: Value<"v128">, y: Value<"v128">, sum: Value<"v128">): Value<"v128"> =>
  relaxed ? f32x4.relaxedMultiplyAdd(x, y, sum) : f32x4.add(sum, f32x4.multiply(x, y));

export type MultiplyBlock = FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32"], undefined>;

/**
 * A function (depth, a, b, out, rowStride, accumulate): the 4 x 8 product of a packed panel of a, [depth, 4], and one of
 * b, [depth, 8], written to out, or added to it. `rowStride` is in bytes.
 */
export const multiplyBlock = (module: ModuleBuilder, relaxed: boolean): MultiplyBlock =>
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (body, depth, a, b, out, rowStride, accumulate) => {
      const sums = Array.from({ length: BLOCK_ROWS }, (): [Local<"v128">, Local<"v128">] => [
        body.let(f32x4.const(0)),
        body.let(f32x4.const(0)),
      ]);
      // not unrolled: V8 of Node.js 20 would move the loads of all turns to the front, and spill (62 GFLOP/s become 41)
      const end = body.let(i32.add(a, i32.shiftLeft(depth, i32.const(4))));
      body.while(i32.lessUnsigned(a, end), () => {
        const left = body.let(v128.load(b));
        const right = body.let(v128.load(b, 16));
        for (const [row, [first, second]] of sums.entries()) {
          const factor = body.let(v128.load32Splat(a, row * 4));
          body.set(first, multiplyAdd(relaxed, factor, left, first));
          body.set(second, multiplyAdd(relaxed, factor, right, second));
        }
        body.set(a, i32.add(a, i32.const(BLOCK_ROWS * 4)));
        body.set(b, i32.add(b, i32.const(BLOCK_COLUMNS * 4)));
      });
      writeBlock(body, sums, out, rowStride, accumulate);
    },
  );

function writeBlock(
  body: FunctionBody,
  sums: readonly (readonly [Local<"v128">, Local<"v128">])[],
  out: Local<"i32">,
  rowStride: Value<"i32">,
  accumulate: Value<"i32">,
): void {
  const place = body.let(out);
  body.if(accumulate, () => {
    for (const [first, second] of sums) {
      body.set(first, f32x4.add(v128.load(place), first));
      body.set(second, f32x4.add(v128.load(place, 16), second));
      body.set(place, i32.add(place, rowStride));
    }
  });
  for (const [first, second] of sums) {
    body.do(v128.store(out, first));
    body.do(v128.store(out, second, 16));
    body.set(out, i32.add(out, rowStride));
  }
}
