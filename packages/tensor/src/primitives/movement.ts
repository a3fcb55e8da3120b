import { checkTensor } from "../check-tensor.ts";
import { ShapeError } from "../errors.ts";
import { checkList } from "../internal/check-list.ts";
import { checkOptions } from "../internal/check-options.ts";
import { bind, type Primitive } from "../primitive.ts";
import { checkShape, formatShape, normalizeAxes, normalizeAxis, type Shape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { reshapeTo } from "./reshape.ts";

/**
 * The same elements, in row-major order, in another shape. One size may be -1: it is what remains.
 * A view wherever strides can express it, otherwise a copy.
 * @throws ShapeError when the number of elements would change.
 * @example reshape(arange(0, 6), [2, -1]) // [[0, 1, 2], [3, 4, 5]]
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  checkTensor("reshape", x);
  const target = completed(x, shape);
  return reshapeTo(x, target);
}

function completed(x: Tensor, shape: Shape): Shape {
  checkShape("reshape", shape, -1);
  const open = shape.indexOf(-1);
  if (open !== shape.lastIndexOf(-1))
    throw new ShapeError(`reshape: one size may be -1, got ${formatShape(shape)}; write the others down?`);
  const rest = sizeOf(shape.filter((_, i) => i !== open));
  const full = shape.map((n, i) => (i === open ? x.size / rest : n));
  if (open >= 0 && !Number.isInteger(full[open]))
    throw new ShapeError(
      `reshape: ${formatShape(x.shape)} does not fill ${formatShape(shape)}; check the known sizes?`,
    );
  if (sizeOf(full) !== x.size)
    throw new ShapeError(
      `reshape: the number of elements must stay, got ${formatShape(x.shape)} to ${formatShape(shape)}; use -1 for one size?`,
    );
  return full;
}

const transposePrimitive: Primitive<[Tensor], [Tensor], { axes: Shape }> = {
  name: "transpose",
  kind: "view",
  shape: ([x], { axes }) => [{ shape: axes.map((axis) => x.shape[axis]!), dtype: x.dtype }],
  kernel: ([x], { axes }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    return [
      fromBuffer(
        buffer,
        spec,
        axes.map((axis) => strides[axis]!),
        offset,
      ),
    ];
  },
  vjp: ([cotangent], _inputs, _outputs, { axes }) => [
    () =>
      permute(
        cotangent,
        axes.map((_, i) => axes.indexOf(i)),
      ),
  ],
  batch: ([x], _, { axes }) => [permute(x, [0, ...axes.map((axis) => axis + 1)])],
};

/** `transpose` for rules and libraries: each axis is named once, counted from the front. */
export const permute = (x: Tensor, axes: Shape): Tensor =>
  axes.every((axis, i) => axis === i) ? x : bind(transposePrimitive, [x], { axes })[0];

/**
 * Axis i of the result is axis `axes[i]` of `x`; without `axes` their order is reversed. A view.
 * @throws ShapeError unless each axis is named once.
 * @example transpose(images, [0, 3, 1, 2]) // NHWC to NCHW
 */
export function transpose(x: Tensor, axes?: Shape): Tensor {
  checkTensor("transpose", x);
  if (axes !== undefined) checkList("transpose", "axes", axes);
  const order = axes?.map((axis) => normalizeAxis("transpose", axis, x.rank)) ?? x.shape.map((_, i) => x.rank - 1 - i);
  if (order.length !== x.rank || new Set(order).size < x.rank)
    throw new ShapeError(`transpose: each of ${x.rank} axes is needed once, got ${formatShape(order)}; list them all?`);
  return permute(x, order);
}

/** The last two axes exchanged: the transpose of each matrix. A view; a vector stays as it is. */
export function swapLastAxes(x: Tensor): Tensor {
  checkTensor("swapLastAxes", x);
  const { rank } = x;
  if (rank < 2) return x;
  return permute(
    x,
    x.shape.map((_, i) => (i < rank - 2 ? i : 2 * rank - 3 - i)),
  );
}

const flipPrimitive: Primitive<[Tensor], [Tensor], { axes: Shape }> = {
  name: "flip",
  kind: "view",
  shape: ([x]) => [x],
  kernel: ([x], { axes }) => {
    const { buffer, strides, offset } = viewOf(x);
    const last = axes.reduce((at, axis) => at + Math.max(x.shape[axis]! - 1, 0) * strides[axis]!, offset);
    return [
      fromBuffer(
        buffer,
        x,
        strides.map((step, i) => (axes.includes(i) ? -step : step)),
        last,
      ),
    ];
  },
  vjp: ([cotangent], _inputs, _outputs, { axes }) => [() => flip(cotangent, { axis: axes })],
  batch: ([x], _, { axes }) => [flip(x, { axis: axes.map((axis) => axis + 1) })],
};

/** The elements in reverse order along one axis, several, or all of them. A view. */
export function flip(x: Tensor, options: { readonly axis?: number | Shape } = {}): Tensor {
  const { axis } = checkOptions("flip", options);
  checkTensor("flip", x);
  const axes = normalizeAxes("flip", axis, x.rank);
  return axes.length === 0 ? x : bind(flipPrimitive, [x], { axes })[0];
}
