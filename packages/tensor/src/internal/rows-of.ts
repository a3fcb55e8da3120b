import type { Shape } from "../shape.ts";
import { offsetsOf } from "./offsets-of.ts";

/** The elements of some axes as rows of `count` elements, `step` apart, each starting at one of `rows`. */
export interface Rows {
  readonly rows: Int32Array;
  readonly step: number;
  readonly count: number;
}

/** The longest rows that the strides allow: inner axes which follow each other are merged into one. */
export function rowsOf(shape: Shape, strides: Shape): Rows {
  let outer = shape.length;
  let count = 1;
  let step = 0;
  while (outer > 0) {
    const n = shape[outer - 1]!;
    if (n !== 1) {
      if (step === 0 && count === 1) step = strides[outer - 1]!;
      else if (strides[outer - 1] !== step * count) break;
      count *= n;
    }
    outer--;
  }
  return { rows: offsetsOf(shape.slice(0, outer), strides.slice(0, outer), 0), step, count };
}
