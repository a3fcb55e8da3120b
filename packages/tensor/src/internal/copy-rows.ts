import type { Numbers } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { View } from "../tensor.ts";
import { offsetsOf } from "./offsets-of.ts";
import type { RowLoop } from "./run-rows.ts";

/** The loop of a plain copy. */
export const copyRow: RowLoop = (out, at, end, x, p, i) => {
  for (; at < end; p += i) out[at++] = x[p]!;
};

/** Writes the elements of a view to places of a buffer that lie `start`, `strides` apart. */
export function copyInto(out: Numbers, strides: Shape, start: number, shape: Shape, view: View): void {
  const last = shape.length - 1;
  const count = last < 0 ? 1 : shape[last]!;
  const step = strides[last] ?? 0;
  const from = view.strides[last] ?? 0;
  const outer = shape.slice(0, Math.max(last, 0));
  const sources = offsetsOf(outer, view.strides.slice(0, outer.length), view.offset);
  const targets = offsetsOf(outer, strides.slice(0, outer.length), start);
  for (let row = 0; row < targets.length; row++)
    for (let k = 0, to = targets[row]!, at = sources[row]!; k < count; k++, to += step, at += from)
      out[to] = view.buffer[at]!;
}
