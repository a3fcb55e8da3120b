import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";
import { multiplyAdd } from "./multiply-block.ts";

type I32 = "i32";
type MultiplyRow = FunctionReference<readonly [I32, I32, I32, I32, I32, I32, I32], undefined>;

const TOGETHER = 4;

/**
 * A function (columns, depth, x, xStride, b, stride, out): adds x b to out for a row x and a matrix b whose rows are
 * contiguous, `stride` bytes apart. Four rows of b stream by at a time.
 */
export const multiplyRowByRows = (module: ModuleBuilder, relaxed: boolean): MultiplyRow =>
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (body, columns, depth, x, xStride, b, stride, out) => {
      const end = body.let(i32.add(out, i32.shiftLeft(columns, i32.const(2))));
      const wholeEnd = body.let(i32.add(out, i32.shiftLeft(i32.and(columns, i32.const(-4)), i32.const(2))));
      /** Adds the next rows of b, as many as are taken together. */
      const addRows = (count: number): void => {
        const factors: Local<"v128">[] = [];
        const rows: Local<"i32">[] = [];
        for (let i = 0; i < count; i++) {
          factors.push(body.let(v128.load32Splat(x)));
          rows.push(body.let(b));
          body.set(x, i32.add(x, xStride));
          body.set(b, i32.add(b, stride));
        }
        const place = body.let(out);
        const addAt = (load: (address: Value<"i32">) => Value<"v128">): Value<"v128"> =>
          rows.reduce((sum, row, i) => multiplyAdd(relaxed, factors[i]!, load(row), sum), load(place));
        const advance = (bytes: number): void => {
          for (const pointer of [...rows, place]) body.set(pointer, i32.add(pointer, i32.const(bytes)));
        };
        body.while(i32.lessUnsigned(place, wholeEnd), () => {
          body.do(v128.store(place, addAt(v128.load)));
          advance(16);
        });
        body.while(i32.lessUnsigned(place, end), () => {
          body.do(v128.store32Lane(place, addAt(v128.load32Zero), 0));
          advance(4);
        });
      };
      const left = body.let(depth);
      body.while(i32.greaterEqual(left, i32.const(TOGETHER)), () => {
        addRows(TOGETHER);
        body.set(left, i32.subtract(left, i32.const(TOGETHER)));
      });
      body.while(left, () => {
        addRows(1);
        body.set(left, i32.subtract(left, i32.const(1)));
      });
    },
  );

/**
 * A function (columns, depth, x, xStride, b, stride, out): adds x b to out for a contiguous row x and a matrix b whose
 * columns are contiguous, `stride` bytes apart: products of vectors, four at a time. `xStride` is not used.
 */
export const multiplyRowByColumns = (module: ModuleBuilder, relaxed: boolean): MultiplyRow =>
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (body, columns, depth, x, _, b, stride, out) => {
      const end = body.let(i32.add(x, i32.shiftLeft(depth, i32.const(2))));
      const wholeEnd = body.let(i32.add(x, i32.shiftLeft(i32.and(depth, i32.const(-4)), i32.const(2))));
      /** The next elements of out, as many as are taken together. */
      const addDots = (count: number): void => {
        const sums: Local<"v128">[] = [];
        const pointers: Local<"i32">[] = [];
        for (let i = 0; i < count; i++) {
          sums.push(body.let(f32x4.const(0)));
          pointers.push(body.let(b));
          body.set(b, i32.add(b, stride));
        }
        const at = body.let(x);
        const addAt = (load: (address: Value<"i32">) => Value<"v128">, bytes: number): void => {
          const factor = body.let(load(at));
          for (const [i, pointer] of pointers.entries())
            body.set(sums[i]!, multiplyAdd(relaxed, factor, load(pointer), sums[i]!));
          for (const pointer of [...pointers, at]) body.set(pointer, i32.add(pointer, i32.const(bytes)));
        };
        body.while(i32.lessUnsigned(at, wholeEnd), () => addAt(v128.load, 16));
        body.while(i32.lessUnsigned(at, end), () => addAt(v128.load32Zero, 4));
        for (const [i, sum] of sums.entries())
          body.do(f32.store(out, f32.add(f32.load(out, i * 4), sumOfLanes(body, sum)), i * 4));
        body.set(out, i32.add(out, i32.const(count * 4)));
      };
      const left = body.let(columns);
      body.while(i32.greaterEqual(left, i32.const(TOGETHER)), () => {
        addDots(TOGETHER);
        body.set(left, i32.subtract(left, i32.const(TOGETHER)));
      });
      body.while(left, () => {
        addDots(1);
        body.set(left, i32.subtract(left, i32.const(1)));
      });
    },
  );

/** The sum of the four lanes: the first two pairs, then the pair. */
export function sumOfLanes(body: FunctionBody, value: Value<"v128">): Value<"f32"> {
  const x = body.let(value);
  const pairs = body.let(f32x4.add(x, v128.shuffle32(x, x, [2, 3, 0, 1])));
  return f32.add(f32x4.extractLane(pairs, 0), f32x4.extractLane(pairs, 1));
}
