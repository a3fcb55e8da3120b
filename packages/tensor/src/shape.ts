import { ShapeError } from "./errors.ts";
import { checkList } from "./internal/check-list.ts";

/** Sizes of the axes, outermost first; `[]` is a scalar. */
export type Shape = readonly number[];

/** The number of elements. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let i = 0; i < shape.length; i++) size *= shape[i]!;
  return size;
}

/** Row-major strides, in elements; 0 outside of an axis without any. */
export function contiguousStrides(shape: Shape): number[] {
  const strides: number[] = [];
  let step = sizeOf(shape);
  for (let i = 0; i < shape.length; i++) strides.push((step /= shape[i]! || 1));
  return strides;
}

export function sameShape(a: Shape, b: Shape): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return false;
  return true;
}

/** `[2,3]`, as messages print it. */
export const formatShape = (shape: Shape): string => `[${shape.join(",")}]`;

/** The axis as counted from the front; negative ones count from the back. */
export function normalizeAxis(name: string, axis: number, rank: number): number {
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank)
    throw new ShapeError(
      rank === 0
        ? `${name}: a scalar has no axes, got axis ${axis}; expand it first?`
        : `${name}: axis must be an integer from ${-rank} to ${rank - 1} for rank ${rank}, got ${axis}; count again?`,
    );
  return axis < 0 ? axis + rank : axis;
}

/** One axis, several, or all of them, ascending. A repeated axis throws. */
export function normalizeAxes(name: string, axis: number | Shape | undefined, rank: number): number[] {
  if (axis === undefined) return [...Array(rank).keys()];
  const axes = [axis].flat().map((a) => normalizeAxis(name, a, rank));
  if (new Set(axes).size < axes.length)
    throw new ShapeError(`${name}: axes must differ, got ${formatShape(axes)}; drop the repeated one?`);
  return axes.sort((a, b) => a - b);
}

/** Checks sizes that a caller wrote down; `least` is -1 where that stands for a size left open. */
export function checkShape(name: string, shape: Shape, least: 0 | -1 = 0): void {
  checkList(name, "sizes", shape);
  for (const n of shape)
    if (!Number.isSafeInteger(n) || n < least)
      throw new ShapeError(`${name}: sizes must be integers from ${least} up, got ${formatShape(shape)}; round them?`);
  if (!Number.isSafeInteger(sizeOf(shape)))
    throw new ShapeError(`${name}: sizes must hold fewer than 2^53 elements, got ${formatShape(shape)}; check them?`);
}

/** The common shape of some operands by NumPy's rule: axes are matched from the last, and a size of 1 stretches. */
export function broadcastShapes(name: string, shapes: readonly Shape[]): Shape {
  const first = shapes[0] ?? [];
  if (shapes.every((shape) => sameShape(shape, first))) return first;
  const common: number[] = []; // innermost first
  for (const shape of shapes)
    [...shape].reverse().forEach((n, i) => {
      const sofar = common[i] ?? 1;
      if (sofar === 1) common[i] = n;
      else if (n !== 1 && n !== sofar)
        throw new ShapeError(
          `${name}: shapes must broadcast, got ${shapes.map(formatShape).join(" and ")}; reshape or expand one?`,
        );
    });
  return common.reverse();
}
