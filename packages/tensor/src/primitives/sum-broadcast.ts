import { checkTensor } from "../check-tensor.ts";
import { sumTypeOf } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { bind, type Primitive } from "../primitive.ts";
import { alongAxes, type Reduction, reductionPrimitive } from "../reduction.ts";
import { checkShape, formatShape, type Shape, sameShape } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { reshapeTo } from "./reshape.ts";

const sumPrimitive: Primitive<[Tensor], [Tensor], { axes: Shape }> = /* @__PURE__ */ reductionPrimitive({
  name: "sum",
  dtype: sumTypeOf,
  identity: 0,
  fold: (sofar, buffer, at, step, count) => {
    // four running sums: no addition waits for the one before it
    let b = 0;
    let c = 0;
    let d = 0;
    let i = 0;
    for (; i + 3 < count; i += 4, at += 4 * step) {
      sofar += buffer[at]!;
      b += buffer[at + step]!;
      c += buffer[at + 2 * step]!;
      d += buffer[at + 3 * step]!;
    }
    for (; i < count; i++, at += step) sofar += buffer[at]!;
    return sofar + b + (c + d);
  },
  vjp: (cotangent, x, _, keep) => expandTo(keep(cotangent), x.shape),
});

/**
 * Sum over axes, accumulated in double precision; 0 for no elements. `bool` and `uint8` sum to `int32`.
 * @example sum(x, { axis: -1, keepDims: true })
 */
export const sum: Reduction = /* @__PURE__ */ alongAxes(sumPrimitive, "any");

/** `sum(x)` for a library: who names no axis does not bring along what axes need. */
export const total = (x: Tensor): Tensor => bind(sumPrimitive, [x], { axes: x.shape.map((_, axis) => axis) })[0];

const broadcastPrimitive: Primitive<[Tensor], [Tensor], { shape: Shape }> = {
  name: "broadcastTo",
  kind: "view",
  shape: ([x], { shape }) => [{ shape, dtype: x.dtype }],
  kernel: ([x], { shape }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const lead = shape.length - x.rank;
    const steps = shape.map((_, i) => (i < lead || x.shape[i - lead] === 1 ? 0 : strides[i - lead]!));
    return [fromBuffer(buffer, spec, steps, offset)];
  },
  vjp: ([cotangent], [x], _outputs, { shape }) => [
    () => {
      const lead = shape.length - x.rank;
      const stretched = shape.map((_, i) => i).filter((i) => i < lead || x.shape[i - lead] !== shape[i]);
      return reshapeTo(bind(sumPrimitive, [cotangent], { axes: stretched })[0], x.shape);
    },
  ],
  batch: ([x], _, { shape }, size) => {
    const added = new Array<number>(shape.length - x.rank + 1).fill(1);
    return [expandTo(reshapeTo(x, [size, ...added, ...x.shape.slice(1)]), [size, ...shape])];
  },
};

/** `broadcastTo` for rules and libraries: the shape is known to fit. */
export const expandTo = (x: Tensor, shape: Shape): Tensor =>
  sameShape(x.shape, shape) ? x : bind(broadcastPrimitive, [x], { shape })[0];

/**
 * Repeats axes of size 1, and adds axes in front, until the shape is reached. A view: nothing is copied.
 * @throws ShapeError when another axis would have to stretch.
 */
export function broadcastTo(x: Tensor, shape: Shape): Tensor {
  checkTensor("broadcastTo", x);
  if (sameShape(x.shape, shape)) return x;
  checkShape("broadcastTo", shape);
  const lead = shape.length - x.rank;
  if (lead < 0 || x.shape.some((n, i) => n !== 1 && n !== shape[lead + i]))
    throw new ShapeError(
      `broadcastTo: only axes of size 1 stretch, got ${formatShape(x.shape)} to ${formatShape(shape)}; reshape first?`,
    );
  return expandTo(x, [...shape]);
}

/** For batching rules: every input with the batch axis, repeated where it had none. */
export const expandBatch = (inputs: readonly Tensor[], batched: readonly boolean[], size: number): Tensor[] =>
  inputs.map((x, i) => (batched[i] ? x : expandTo(x, [size, ...x.shape])));
