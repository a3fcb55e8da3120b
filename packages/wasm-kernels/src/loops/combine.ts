import { sizeOf } from "@adjoint/tensor";
import * as f32 from "../emitter/f32.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local } from "../emitter/value.ts";
import type { Loop, LoopOutput } from "./fused-loop.ts";
import type { MemoryType } from "./lane-memory.ts";

/** The array in which a loop keeps an output while it runs. */
export const whereKept = ({ type = "float32", combine }: LoopOutput): { readonly type: MemoryType } => ({
  type: combine === "sum" ? "float64" : type,
});

/** How many results there are of an output that combines. */
const resultsOf = ({ shape }: Loop, { strides = [] }: LoopOutput): number =>
  sizeOf(shape.filter((_, axis) => strides[axis] !== 0));

const sumBytes = (loop: Loop, output: LoopOutput): number =>
  output.combine === "sum" ? 8 * (resultsOf(loop, output) + (resultsOf(loop, output) % 2)) : 0;

/** Bytes of working memory that a loop needs for its sums. */
export const scratchBytes = (loop: Loop): number =>
  loop.outputs.reduce((bytes, output) => bytes + sumBytes(loop, output), 0);

/** Starts what combines: where outputs are while the loop runs, and what is to be done after it. */
export function startCombining(
  body: FunctionBody,
  loop: Loop,
  results: readonly Local<"i32">[],
  scratch: Local<"i32">,
): { readonly places: readonly Local<"i32">[]; write(): void } {
  let used = 0;
  const places = loop.outputs.map((output, i) => {
    const { combine } = output;
    if (!combine) return results[i]!;
    const count = resultsOf(loop, output);
    if (combine === "sum") {
      const place = body.let(i32.add(scratch, i32.const(used)));
      used += sumBytes(loop, output);
      each(body, count, 8, (at) => body.do(f64.store(i32.add(place, at), f64.const(0))));
      return place;
    }
    const worst = combine === "max" ? -Infinity : Infinity;
    each(body, count, 4, (at) => body.do(f32.store(i32.add(results[i]!, at), f32.const(worst))));
    return results[i]!;
  });
  const write = (): void => {
    for (const [i, output] of loop.outputs.entries())
      if (output.combine === "sum")
        each(body, resultsOf(loop, output), 4, (at) => {
          const sum = f64.load(i32.add(places[i]!, i32.shiftLeft(at, i32.const(1))));
          body.do(f32.store(i32.add(results[i]!, at), f32.fromF64(sum)));
        });
  };
  return { places, write };
}

function each(body: FunctionBody, count: number, bytes: number, turn: (at: Local<"i32">) => void): void {
  body.for(i32.const(0), i32.const(count * bytes), bytes, turn);
}
