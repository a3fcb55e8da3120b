import { contiguousStrides, reshapedStrides, type Shape, sameShape, sizeOf } from "@adjoint/tensor";
import type { Graph, Value } from "../graph.ts";
import type { Layout } from "./layouts.ts";

/**
 * The elements that operations of a loop go over, in row-major order. With rows the last axis is one: it is what
 * reductions run over, and values may be there once a row.
 */
export interface Space {
  readonly shape: Shape;
  readonly hasRows: boolean;
}

/** Without the rows: one place for each. */
export const rowsOf = ({ shape }: Space): Shape => shape.slice(0, -1);

/**
 * The strides over a space of an operand of an operation of `shape`, which has all elements of the space or one a row;
 * undefined where there are none.
 */
export function stridesOver(space: Space, shape: Shape, strides: Shape): readonly number[] | undefined {
  if (isAlike(space, shape)) return strides;
  if (sizeOf(shape) === sizeOf(space.shape)) return reshapedStrides(shape, strides, space.shape);
  if (!isOnceARow(space, shape)) return undefined;
  const overRows = reshapedStrides(shape, strides, rowsOf(space));
  return overRows && [...overRows, 0];
}

/** A value of this shape is there once a row, rather than for each element. */
export const isOnceARow = (space: Space, shape: Shape): boolean =>
  space.hasRows && sizeOf(shape) === sizeOf(rowsOf(space)) && sizeOf(shape) !== sizeOf(space.shape);

/** Where a loop over the space leaves a value of that shape that it makes. */
export const ownStrides = (space: Space, shape: Shape): readonly number[] | undefined =>
  stridesOver(space, shape, contiguousStrides(shape));

/** The space with the axes of another shape of as many elements too; undefined where axes of both overlap in part. */
export function refined(space: Space, shape: Shape): Space | undefined {
  if (isAlike(space, shape)) return space;
  const columns = space.hasRows ? space.shape.at(-1)! : 1;
  const total = sizeOf(space.shape);
  if (total !== sizeOf(shape)) return undefined;
  if (total === 0) return undefined;
  const cuts = new Set([...sizesOfEnds(space.shape), ...sizesOfEnds(shape)].filter((size) => size >= columns));
  const ordered = [columns, ...cuts, total].sort((a, b) => b - a);
  const axes: number[] = [];
  for (let i = 0; i + 1 < ordered.length; i++) {
    const size = ordered[i]! / ordered[i + 1]!;
    if (!Number.isInteger(size)) return undefined;
    if (size !== 1) axes.push(size);
  }
  return { shape: space.hasRows ? [...axes, columns] : axes, hasRows: space.hasRows };
}

/** Is a shape that of the space, as most are, with no axis that would go? */
const isAlike = (space: Space, shape: Shape): boolean =>
  sameShape(space.shape, shape) && !shape.includes(0) && !shape.includes(1);

/** The elements in the last axes, for any number of them. */
function sizesOfEnds(shape: Shape): number[] {
  let size = 1;
  return [...shape].reverse().map((n) => (size *= n));
}

/** Where a loop over the space adds up a value of that shape over some axes; undefined where a row has several sums. */
export function stridesOfSums(space: Space, shape: Shape, axes: Shape): readonly number[] | undefined {
  const kept = contiguousStrides(shape.filter((_, axis) => !axes.includes(axis)));
  let next = 0;
  const strides = shape.map((_, axis) => (axes.includes(axis) ? 0 : kept[next++]!));
  return stridesOver(space, shape, strides);
}

/** The sizes of the last axes that are all reduced, the largest first; none: the last axis is not. */
export function reducedEnds(shape: Shape, axes: Shape): number[] {
  const ends: number[] = [];
  let size = 1;
  for (let axis = shape.length - 1; axis >= 0; axis--) {
    if (shape[axis] === 1) continue;
    if (!axes.includes(axis)) break;
    size *= shape[axis]!;
    ends.unshift(size);
  }
  return ends;
}

/** Is there one result a row: does a reduction of a value of that shape over some axes reduce whole rows, and no more? */
export const reducesRows = (space: Space, shape: Shape, axes: Shape): boolean =>
  axes.reduce((size, axis) => size * shape[axis]!, 1) === columnsOf(space) && startsWithRows(space, shape, axes);

/** Does a reduction of a value of that shape over some axes reduce whole rows, and perhaps over rows after that? */
export const startsWithRows = (space: Space, shape: Shape, axes: Shape): boolean =>
  space.hasRows && !isOnceARow(space, shape) && reducedEnds(shape, axes).includes(columnsOf(space));

const columnsOf = ({ shape }: Space): number => shape.at(-1) ?? 1;

/** Does a loop over the space read the value in the order in which it would make it? */
export function isInOrder({ values }: Graph, space: Space, value: Value, layouts: readonly Layout[]): boolean {
  const { buffer, strides, offset } = layouts[value]!;
  const read = stridesOver(space, values[value]!.shape, strides);
  const own = ownStrides(space, values[buffer]!.shape);
  return offset === 0 && own !== undefined && read !== undefined && own.every((step, i) => step === read[i]);
}
