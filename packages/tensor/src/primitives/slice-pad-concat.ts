import { checkTensor, checkTensors } from "../check-tensor.ts";
import { allocate, holds } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { checkList } from "../internal/check-list.ts";
import { checkOptions } from "../internal/check-options.ts";
import { copyInto } from "../internal/copy-rows.ts";
import { bind, type Primitive, type Pullback } from "../primitive.ts";
import { contiguousStrides, formatShape, normalizeAxis, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { expandBatch } from "./broadcast.ts";
import { flip } from "./movement.ts";
import { reshapeTo } from "./reshape.ts";

/** Elements start, start + step, ... below end, of one axis; step > 0. */
interface Steps {
  readonly start: number;
  readonly end: number;
  readonly step: number;
}
const countOf = ({ start, end, step }: Steps): number => Math.max(0, Math.ceil((end - start) / step));
const wholeAxis = (n: number): Steps => ({ start: 0, end: n, step: 1 });

const slicePrimitive: Primitive<[Tensor], [Tensor], { axes: readonly Steps[] }> = {
  name: "slice",
  kind: "view",
  shape: ([x], { axes }) => [{ shape: axes.map(countOf), dtype: x.dtype }],
  kernel: ([x], { axes }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const start = axes.reduce((at, axis, i) => at + axis.start * strides[i]!, offset);
    return [
      fromBuffer(
        buffer,
        spec,
        axes.map((axis, i) => axis.step * strides[i]!),
        start,
      ),
    ];
  },
  vjp: ([cotangent], [x], _outputs, { axes }) => [
    () => {
      const edges = axes.map(({ start, step }, i): Edges => {
        const n = cotangent.shape[i]!;
        const covered = n === 0 ? 0 : (n - 1) * step + 1;
        return n === 0
          ? { before: 0, after: x.shape[i]!, between: 0 }
          : { before: start, after: x.shape[i]! - start - covered, between: step - 1 };
      });
      return padEdges(cotangent, edges, 0);
    },
  ],
  batch: ([x], _, { axes }, size) => bind(slicePrimitive, [x], { axes: [wholeAxis(size), ...axes] }),
};

/** What to take of an axis: `[start, end, step]` (null for the default), one index, which drops the axis, or null for all. */
export type Range = Positions | number | null;
type Positions = readonly [start?: number | null, end?: number | null, step?: number | null];

/**
 * A part of each axis, by Python's rules: negative positions count from the end, ends past the axis are clamped,
 * a negative step goes backwards. Axes without a range stay whole. A view.
 * @throws ShapeError when there are more ranges than axes; RangeError when an index is out of range, a position is no
 * integer or a step is 0.
 * @example slice(x, [[1, 3], null, -1]) // rows 1 and 2, all columns, the last of the third axis
 */
export function slice(x: Tensor, ranges: readonly Range[]): Tensor {
  checkTensor("slice", x);
  checkList("slice", "ranges", ranges);
  if (ranges.length > x.rank)
    throw new ShapeError(
      `slice: at most ${x.rank} ranges fit ${formatShape(x.shape)}, got ${ranges.length}; drop some?`,
    );
  const backwards: number[] = [];
  const axes = x.shape.map((n, i) => {
    const range = ranges[i] ?? null;
    if (typeof range === "number") return oneIndex(range, n, i);
    if (range === null) return wholeAxis(n);
    checkPositions(range, i);
    const [start, end, step] = range;
    if ((step ?? 1) < 0) backwards.push(i);
    return forward(start, end, step ?? 1, n);
  });
  const part = axes.every(({ start, end, step }, i) => start === 0 && end === x.shape[i] && step === 1)
    ? x
    : bind(slicePrimitive, [x], { axes })[0];
  const turned = backwards.length ? flip(part, { axis: backwards }) : part;
  return reshapeTo(
    turned,
    turned.shape.filter((_, i) => typeof ranges[i] !== "number"),
  );
}

function oneIndex(index: number, n: number, axis: number): Steps {
  const at = index < 0 ? index + n : index;
  if (n === 0) throw new RangeError(`slice: axis ${axis} is empty, got index ${index}; check the size?`);
  if (!Number.isInteger(at) || at < 0 || at >= n)
    throw new RangeError(`slice: axis ${axis} has indices from ${-n} to ${n - 1}, got ${index}; check the size?`);
  return { start: at, end: at + 1, step: 1 };
}

function checkPositions(range: Positions, axis: number): void {
  checkList("slice", `start, end and step of axis ${axis}`, range);
  for (const at of range)
    if (!Number.isInteger(at ?? 0))
      throw new RangeError(
        `slice: positions and steps are integers, got ${at} on axis ${axis}; round it, or use null for the end?`,
      );
  if (range[2] === 0)
    throw new RangeError(`slice: a step is not 0, got 0 on axis ${axis}; use an index for one element?`);
}

/** Steps that take the elements of a Python slice in ascending order. */
function forward(from: number | null | undefined, to: number | null | undefined, step: number, n: number): Steps {
  const [lowest, highest] = step > 0 ? [0, n] : [-1, n - 1];
  const clamp = (at: number | null | undefined, otherwise: number): number =>
    at === null || at === undefined ? otherwise : Math.min(Math.max(at < 0 ? at + n : at, lowest), highest);
  const start = clamp(from, step > 0 ? lowest : highest);
  const end = clamp(to, step > 0 ? highest : lowest);
  const count = Math.max(0, Math.ceil((end - start) / step));
  if (count === 0) return { start: 0, end: 0, step: 1 };
  const last = start + (count - 1) * step;
  return { start: Math.min(start, last), end: Math.max(start, last) + 1, step: Math.abs(step) };
}

/** How many elements to add at the ends of an axis, and between each two of its elements. */
interface Edges {
  readonly before: number;
  readonly after: number;
  readonly between: number;
}

const padPrimitive: Primitive<[Tensor], [Tensor], { edges: readonly Edges[]; value: number }> = {
  name: "pad",
  shape: ([x], { edges }) => [
    {
      shape: edges.map(({ before, after, between }, i) => paddedSize(x.shape[i]!, before + after, between)),
      dtype: x.dtype,
    },
  ],
  kernel: ([x], { edges, value }, [spec]) => {
    const out = allocate(spec.dtype, sizeOf(spec.shape)).fill(value);
    const strides = contiguousStrides(spec.shape);
    const start = edges.reduce((at, { before }, i) => at + before * strides[i]!, 0);
    copyInto(
      out,
      edges.map(({ between }, i) => (between + 1) * strides[i]!),
      start,
      x.shape,
      viewOf(x),
    );
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [x], _outputs, { edges }) => [
    () =>
      bind(slicePrimitive, [cotangent], {
        axes: edges.map(({ before, between }, i) => ({
          start: before,
          end: before + paddedSize(x.shape[i]!, 0, between),
          step: between + 1,
        })),
      })[0],
  ],
  batch: ([x], _, { edges, value }) => [padEdges(x, [{ before: 0, after: 0, between: 0 }, ...edges], value)],
};
const paddedSize = (n: number, added: number, between: number): number => n + added + Math.max(0, n - 1) * between;
const padEdges = (x: Tensor, edges: readonly Edges[], value: number): Tensor =>
  bind(padPrimitive, [x], { edges, value })[0];

/**
 * Adds elements of one value before and after each axis, and, where a third number is given, between its elements.
 * @throws ShapeError unless there is a pair for each axis; RangeError for a width that is no integer from 0 up;
 * DTypeError when the type does not hold the value.
 * @example pad(x, [[0, 0], [1, 2]]) // one column of zeros on the left, two on the right
 */
export function pad(
  x: Tensor,
  widths: readonly (readonly [before: number, after: number, between?: number])[],
  options: { readonly value?: number } = {},
): Tensor {
  const { value = 0 } = checkOptions("pad", options, "value: 1");
  checkTensor("pad", x);
  checkList("pad", "pairs of widths", widths);
  if (widths.length !== x.rank)
    throw new ShapeError(
      `pad: a pair of widths for each of ${x.rank} axes is needed, got ${widths.length}; use [0, 0]?`,
    );
  for (const pair of widths) checkList("pad", "widths before and after each axis", pair);
  for (const width of widths.flatMap(([before, after, between = 0]) => [before, after, between]))
    if (!Number.isInteger(width) || width < 0)
      throw new RangeError(`pad: widths are integers from 0 up, got ${width}; use slice to remove elements?`);
  if (!holds(x.dtype, value)) throw new DTypeError(`pad: ${x.dtype} does not hold ${value}; cast the tensor first?`);
  return padEdges(
    x,
    widths.map(([before, after, between = 0]) => ({ before, after, between })),
    value,
  );
}

const concatPrimitive: Primitive<readonly Tensor[], [Tensor], { axis: number }> = {
  name: "concat",
  shape: (inputs, { axis }) => {
    const [{ shape, dtype }] = inputs as [Tensor];
    for (const x of inputs) {
      if (x.dtype !== dtype) throw new DTypeError(`concat: types must match, got ${dtype} and ${x.dtype}; cast one?`);
      if (x.rank !== shape.length || x.shape.some((n, i) => i !== axis && n !== shape[i]))
        throw new ShapeError(
          `concat: shapes must agree but for axis ${axis}, got ${formatShape(shape)} and ${formatShape(x.shape)}; pad or reshape one?`,
        );
    }
    const total = inputs.reduce((n, x) => n + x.shape[axis]!, 0);
    return [{ shape: shape.map((n, i) => (i === axis ? total : n)), dtype }];
  },
  kernel: (inputs, { axis }, [spec]) => {
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const strides = contiguousStrides(spec.shape);
    let start = 0;
    for (const x of inputs) {
      copyInto(out, strides, start, x.shape, viewOf(x));
      start += x.shape[axis]! * strides[axis]!;
    }
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], inputs, _outputs, { axis }) => {
    let end = 0;
    return inputs.map((x): Pullback => {
      const start = end;
      end += x.shape[axis]!;
      const range = [start, end] as const;
      return () =>
        slice(
          cotangent,
          x.shape.map((_, i) => (i === axis ? range : null)),
        );
    });
  },
  batch: (inputs, batched, { axis }, size) =>
    bind(concatPrimitive, expandBatch(inputs, batched, size), { axis: axis + 1 }),
};

/**
 * Tensors behind each other along an axis that they have.
 * @throws ShapeError when there are none, or when another axis differs; DTypeError when types differ.
 * @example concat([train, test], { axis: 0 })
 */
export function concat(tensors: readonly Tensor[], options: { readonly axis?: number } = {}): Tensor {
  const { axis = 0 } = checkOptions("concat", options);
  checkTensors("concat", tensors);
  const [first] = tensors;
  if (!first) throw new ShapeError("concat: at least one tensor is needed, got none; start from zeros([0, ...])?");
  const along = normalizeAxis("concat", axis, first.rank);
  return tensors.length === 1 ? first : bind(concatPrimitive, tensors, { axis: along })[0];
}
