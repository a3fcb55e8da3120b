import { contiguousStrides, type Shape, sizeOf } from "@adjoint/tensor";
import fc from "fast-check";

/** Where the elements of a shape lie in a buffer: any order of axes, some of them backwards, or all elements in one place. */
export interface RandomLayout {
  readonly shape: Shape;
  readonly strides: Shape;
  readonly offset: number;
  /** What the buffer must hold. */
  readonly length: number;
}

/** Layouts of a shape: its axes in any order, with gaps, backwards, or repeated. */
export const randomLayout = (shape: Shape): fc.Arbitrary<RandomLayout> => {
  const axes = shape.map((_, i) => i);
  return fc
    .record({
      order: fc.oneof(fc.constant(axes), fc.shuffledSubarray(axes, { minLength: axes.length })),
      gap: fc.constantFrom(1, 1, 1, 2),
      ways: fc.tuple(...axes.map(() => fc.constantFrom(1, 1, 1, 1, -1, 0))),
    })
    .map(({ order, gap, ways }) => {
      const stored = contiguousStrides(order.map((axis) => shape[axis]!));
      const strides = shape.map((_, axis) => gap * stored[order.indexOf(axis)]! * ways[axis]!);
      const offset = strides.reduce((at, stride, i) => (stride < 0 ? at - stride * (shape[i]! - 1) : at), 0);
      return { shape, strides, offset, length: gap * sizeOf(shape) };
    });
};

/** The place of an element in the buffer. */
export const placeOf = ({ strides, offset }: RandomLayout, index: Shape): number =>
  index.reduce((at, i, axis) => at + i * strides[axis]!, offset);

/** All indices of a shape, the last axis fastest. */
export const indicesOf = (shape: Shape): number[][] =>
  shape.reduce<number[][]>(
    (all, n) => all.flatMap((index) => Array.from({ length: n }, (_, i) => [...index, i])),
    [[]],
  );
