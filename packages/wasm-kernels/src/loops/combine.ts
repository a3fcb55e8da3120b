import { sizeOf } from "@adjoint/tensor";
import * as f32 from "../emitter/f32.ts";
import * as f64 from "../emitter/f64.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local } from "../emitter/value.ts";
import type { WholeLoop, WholeOutput } from "./loop.ts";
import type { MemoryType } from "./lane-memory.ts";

/** The array in which a loop keeps an output while it runs. */
export const whereKept = ({ type, combine }: WholeOutput): { readonly type: MemoryType } => ({
  type: combine === "sum" ? "float64" : type,
});

/** How many results there are of an output that combines. */
const resultsOf = ({ shape }: WholeLoop, { strides }: WholeOutput): number =>
  sizeOf(shape.filter((_, axis) => strides[axis] !== 0));

const sumBytes = (loop: WholeLoop, output: WholeOutput): number =>
  output.combine === "sum" ? 8 * (resultsOf(loop, output) + (resultsOf(loop, output) % 2)) : 0;

/** Bytes of working memory that a loop needs for its sums. */
export const scratchBytes = (loop: WholeLoop): number =>
  loop.outputs.reduce((bytes, output) => bytes + sumBytes(loop, output), 0);

/**
 * Starts what combines: where outputs are while the loop runs, and what is to be done after it. With a `range` only results
 * from the first to before the second number.
 */
export function startCombining(
  body: FunctionBody,
  loop: WholeLoop,
  results: readonly Local<"i32">[],
  scratch: Local<"i32">,
  range?: readonly [Local<"i32">, Local<"i32">],
): { readonly places: readonly Local<"i32">[]; write(): void } {
  const each = (output: WholeOutput, bytes: number, turn: (at: Local<"i32">) => void): void => {
    const [first, end] = range ?? [i32.const(0), i32.const(resultsOf(loop, output))];
    const from = i32.multiply(first, i32.const(bytes));
    body.for(from, body.let(i32.multiply(end, i32.const(bytes))), bytes, turn);
  };
  let used = 0;
  const places = loop.outputs.map((output, i) => {
    const { combine } = output;
    if (!combine) return results[i]!;
    if (combine === "sum") {
      const place = body.let(i32.add(scratch, i32.const(used)));
      used += sumBytes(loop, output);
      each(output, 8, (at) => body.do(f64.store(i32.add(place, at), f64.const(0))));
      return place;
    }
    const worst = combine === "max" ? -Infinity : Infinity;
    each(output, 4, (at) => body.do(f32.store(i32.add(results[i]!, at), f32.const(worst))));
    return results[i]!;
  });
  const write = (): void => {
    for (const [i, output] of loop.outputs.entries())
      if (output.combine === "sum")
        each(output, 4, (at) => {
          const sum = f64.load(i32.add(places[i]!, i32.shiftLeft(at, i32.const(1))));
          body.do(f32.store(i32.add(results[i]!, at), f32.fromF64(sum)));
        });
  };
  return { places, write };
}
