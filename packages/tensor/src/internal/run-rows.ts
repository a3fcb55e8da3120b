import type { Numbers } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { View } from "../tensor.ts";

/**
 * One row of an operation: elements at..end) of it, from up to three operands, each read from its place (p, q, r) on,
 * in its own step (i, j, k). An elementwise one writes out[at..end).
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

/** An axis: its length, and the step of each operand along it. */
type Axis = [n: number, i: number, j: number, k: number];

/** Runs a loop over all rows of one to three operands of one shape, after merging the axes that allow it. */
export function runRows(loop: RowLoop, shape: Shape, out: Numbers, views: readonly View[]): void {
  const x = views[0]!;
  const y = views[1] ?? x;
  const z = views[2] ?? x;
  const axes: Axis[] = []; // innermost first
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    const n = shape[axis]!;
    if (n === 1) continue;
    const [i, j, k] = [x.strides[axis]!, y.strides[axis]!, z.strides[axis]!];
    const inner = axes.at(-1);
    if (inner && i === inner[1] * inner[0] && j === inner[2] * inner[0] && k === inner[3] * inner[0]) inner[0] *= n;
    else axes.push([n, i, j, k]);
  }
  const [n, i, j, k] = axes[0] ?? [1, 0, 0, 0];
  const [xs, ys, zs] = [x.buffer, y.buffer, z.buffer];
  let at = 0;
  const run = (depth: number, p: number, q: number, r: number): void => {
    if (depth < 1) return loop(out, at, (at += n), xs, p, i, ys, q, j, zs, r, k);
    const axis = axes[depth]!;
    for (let count = axis[0]; count--; p += axis[1], q += axis[2], r += axis[3]) run(depth - 1, p, q, r);
  };
  run(axes.length - 1, x.offset, y.offset, z.offset);
}
