import type { Numbers } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { View } from "../tensor.ts";

/**
 * One row of an elementwise operation: writes out[at..end) from up to three operands, each read from its place
 * (p, q, r) on, in its own step (i, j, k).
 *
 * A cheap operation writes a loop of its own: one shared by all would call a function an element.
 */
export type RowLoop = (
  out: Numbers,
  at: number,
  end: number,
  x: Numbers,
  p: number,
  i: number,
  y: Numbers,
  q: number,
  j: number,
  z: Numbers,
  r: number,
  k: number,
) => void;

/** Runs a loop over all rows of one to three operands of one shape, after merging the axes that allow it. */
export function runRows(loop: RowLoop, shape: Shape, out: Numbers, views: readonly View[]): void {
  const x = views[0]!;
  const y = views[1] ?? x;
  const z = views[2] ?? x;
  // Innermost first: lengths of the merged axes, and the step of each operand along them.
  const lengths: number[] = [];
  const xs: number[] = [];
  const ys: number[] = [];
  const zs: number[] = [];
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const n = shape[axis]!;
    if (n === 1) continue;
    const [i, j, k] = [x.strides[axis]!, y.strides[axis]!, z.strides[axis]!];
    const last = lengths.length - 1;
    const length = lengths[last];
    if (length !== undefined && i === xs[last]! * length && j === ys[last]! * length && k === zs[last]! * length)
      lengths[last] = length * n;
    else {
      lengths.push(n);
      xs.push(i);
      ys.push(j);
      zs.push(k);
    }
  }
  const [n = 1] = lengths;
  const [i = 0] = xs;
  const [j = 0] = ys;
  const [k = 0] = zs;
  let p = x.offset;
  let q = y.offset;
  let r = z.offset;
  const counters = new Array<number>(lengths.length).fill(0);
  for (let at = 0; at < out.length; at += n) {
    loop(out, at, at + n, x.buffer, p, i, y.buffer, q, j, z.buffer, r, k);
    for (let axis = 1; axis < lengths.length; axis++) {
      p += xs[axis]!;
      q += ys[axis]!;
      r += zs[axis]!;
      if (++counters[axis]! < lengths[axis]!) break;
      p -= xs[axis]! * lengths[axis]!;
      q -= ys[axis]! * lengths[axis]!;
      r -= zs[axis]! * lengths[axis]!;
      counters[axis] = 0;
    }
  }
}
