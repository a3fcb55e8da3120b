import type { Numbers } from "../dtype.ts";
import { forEachChunk } from "./for-each-chunk.ts";

/**
 * Fills `out` with a function of numbers spread evenly over the open interval (0, 1): odd multiples of 2^-33 for
 * `float32`, of 2^-53 for `float64`. Each is exact, and so is what it lacks to 1: both tails are alike.
 */
export function fillFromOpenUnit(key0: number, key1: number, out: Numbers, transform: (u: number) => number): void {
  if (out instanceof Float64Array)
    forEachChunk(key0, key1, out.length, 2, (words, start, end) => {
      for (let i = start, at = 0; i < end; i++, at += 2)
        out[i] = transform(((words[at]! >>> 6) * 2 ** 26 + (words[at + 1]! >>> 6) + 0.5) * 2 ** -52);
    });
  else
    forEachChunk(key0, key1, out.length, 1, (words, start, end) => {
      for (let i = start; i < end; i++) out[i] = transform(((words[i - start]! >>> 0) + 0.5) * 2 ** -32);
    });
}
