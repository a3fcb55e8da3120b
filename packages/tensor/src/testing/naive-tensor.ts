import { type DType, sumTypeOf } from "../dtype.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/** Values in row-major order with a shape, and nothing else: no strides, no offset. What a tensor is compared with. */
export interface Naive {
  readonly shape: Shape;
  readonly dtype: DType;
  readonly values: readonly number[];
}

/** What a tensor holds; -0 as 0. */
export const naiveOf = (x: Tensor): Naive => ({
  shape: x.shape,
  dtype: x.dtype,
  values: Array.from(x.dataSync(), (value) => value + 0),
});

/** All positions of a shape, row-major. */
export const positionsOf = (shape: Shape): number[][] =>
  shape.reduce<number[][]>(
    (found, n) => found.flatMap((position) => Array.from({ length: n }, (_, i) => [...position, i])),
    [[]],
  );

/** The element at a position. */
export function at({ shape, values }: Naive, position: readonly number[]): number {
  const place = shape.reduce((sofar, n, axis) => sofar * n + position[axis]!, 0);
  if (place >= values.length) throw new RangeError(`at: no element at ${position.join()} of [${shape.join()}]`);
  return values[place]!;
}

/** A tensor by the rule of its elements; -0 as 0. */
export const build = (shape: Shape, dtype: DType, element: (position: number[]) => number): Naive => ({
  shape,
  dtype,
  values: positionsOf(shape).map((position) => element(position) + 0),
});

/** A number as a type stores it. */
export function stored(value: number, dtype: DType): number {
  if (dtype === "float32") return Math.fround(value);
  if (dtype === "float64") return value;
  if (dtype === "int32") return value | 0;
  return dtype === "uint8" ? value & 255 : Number(value !== 0);
}

export const transposed = (x: Naive, axes: Shape): Naive =>
  build(
    axes.map((axis) => x.shape[axis]!),
    x.dtype,
    (position) =>
      at(
        x,
        x.shape.map((_, axis) => position[axes.indexOf(axis)]!),
      ),
  );

/** Along each axis, the entries of a list. */
export const picked = (x: Naive, entries: readonly (readonly number[])[]): Naive =>
  build(
    entries.map((list) => list.length),
    x.dtype,
    (position) =>
      at(
        x,
        position.map((i, axis) => entries[axis]![i]!),
      ),
  );

/** What Python's x[start:end:step] takes of an axis of n entries. */
export function pythonSlice(n: number, start: number | null, end: number | null, step: number): number[] {
  const counted = (i: number): number => (i < 0 ? i + n : i);
  const taken: number[] = [];
  const first = start === null ? (step > 0 ? 0 : n - 1) : counted(start);
  const last = end === null ? (step > 0 ? n : -1) : counted(end);
  // one by one from far outside, so that nothing has to be clamped
  const from = step > 0 ? Math.max(first, 0) : Math.min(first, n - 1);
  for (let i = from; step > 0 ? i < last : i > last; i += step) {
    if (i < 0 || i >= n) break;
    taken.push(i);
  }
  return taken;
}

export function stretched(x: Naive, shape: Shape): Naive {
  const lead = shape.length - x.shape.length;
  return build(shape, x.dtype, (position) =>
    at(
      x,
      x.shape.map((n, axis) => (n === 1 ? 0 : position[lead + axis]!)),
    ),
  );
}

/** The values that each element of a reduction over some axes is made of. */
export function grouped(x: Naive, axes: Shape): { shape: Shape; groups: number[][] } {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const shape = kept.map((axis) => x.shape[axis]!);
  const groups = positionsOf(shape).map((outer) =>
    positionsOf(axes.map((axis) => x.shape[axis]!)).map((inner) =>
      at(
        x,
        x.shape.map((_, axis) => (axes.includes(axis) ? inner[axes.indexOf(axis)]! : outer[kept.indexOf(axis)]!)),
      ),
    ),
  );
  return { shape, groups };
}

/** A reduction over some axes. */
export function reduced(x: Naive, axes: Shape, dtype: DType, reduce: (group: number[]) => number): Naive {
  const { shape, groups } = grouped(x, axes);
  return { shape, dtype, values: groups.map((group) => stored(reduce(group), dtype) + 0) };
}

/** A running reduction along an axis. */
export const running = (x: Naive, along: number, reduce: (sofar: number[]) => number): Naive => {
  const dtype = sumTypeOf(x.dtype);
  return build(x.shape, dtype, (position) => {
    const upTo = Array.from({ length: position[along]! + 1 }, (_, i) =>
      at(
        x,
        position.map((p, axis) => (axis === along ? i : p)),
      ),
    );
    return stored(reduce(upTo), dtype);
  });
};

/** Values of a type: small integers, exact in every sum and product of a few, with ties; for int32 also huge ones. */
export function filled(shape: Shape, dtype: DType, seed = 1): Naive {
  let next = seed * 1000;
  return build(shape, dtype, () => drawn(next++, dtype));
}

function drawn(seed: number, dtype: DType): number {
  const bits = (Math.imul(seed, 0x9e3779b1) ^ (seed >>> 3)) >>> 5;
  if (dtype === "int32" && bits % 5 === 0) return Math.imul(bits, 0x85ebca6b);
  return stored((bits % 13) - (dtype === "uint8" ? 0 : 6), dtype);
}

/** Indices of an axis of some size, counted from either end. */
export function filledIndices(shape: Shape, size: number, seed: number): Naive {
  let next = seed;
  return build(shape, "int32", () => ((next += 7) % (2 * size)) - size);
}

/** A shape that broadcasts to another: axes left out in front, and some of size 1. */
export const narrowed = (shape: Shape, choices: readonly number[]): Shape =>
  shape.slice(choices[0]! % (shape.length + 1)).map((n, i) => (choices[(i + 1) % choices.length]! % 3 === 0 ? 1 : n));
