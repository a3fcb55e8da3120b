import { checkTensor } from "../check-tensor.ts";
import { ShapeError } from "../errors.ts";
import { bind, type Primitive } from "../primitive.ts";
import { checkShape, formatShape, type Shape, sameShape } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { reshapeTo } from "./reshape.ts";

const broadcastPrimitive: Primitive<[Tensor], [Tensor], { shape: Shape }> = {
  name: "broadcastTo",
  kind: "view",
  shape: ([x], { shape }) => [{ shape, dtype: x.dtype }],
  kernel: ([x], { shape }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const lead = shape.length - x.rank;
    const steps = shape.map((n, i) => (x.shape[i - lead] === n ? strides[i - lead]! : 0));
    return [fromBuffer(buffer, spec, steps, offset)];
  },
  // the interpreter sums it: who adds tensors up in a program without derivatives does not bring a sum along
  vjp: ([cotangent]) => [() => cotangent],
  batch: ([x], _, { shape }, size) => {
    const added = shape.slice(x.rank - 1).map(() => 1);
    return [expandTo(reshapeTo(x, [size, ...added, ...x.shape.slice(1)]), [size, ...shape])];
  },
};

/** `broadcastTo` for rules and libraries: the shape is known to fit. Its transpose is `sumTo`. */
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
