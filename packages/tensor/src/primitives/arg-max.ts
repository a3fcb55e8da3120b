import { checkTensor } from "../check-tensor.ts";
import { allocate, type Numbers } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { withoutAxes } from "../reduction.ts";
import { formatShape, normalizeAxis, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { reshapeTo } from "./reshape.ts";

interface AxisOptions {
  /** Default: the position in the flattened tensor. */
  readonly axis?: number | undefined;
  /** Keep the axis, with size 1. */
  readonly keepDims?: boolean | undefined;
}
type PositionOf = (x: Tensor, options?: AxisOptions) => Tensor;

/** The place of the best of `count` elements, `start` being the first and `step` the distance of two. */
type Search = (buffer: Numbers, start: number, step: number, count: number) => number;

/** Makes an operation that gives positions along an axis. */
function positionOf(name: string, search: Search): PositionOf {
  const primitive: Primitive<[Tensor], [Tensor], { axis: number }> = {
    name,
    shape: ([x], { axis }) => {
      if (x.shape[axis] === 0)
        throw new ShapeError(`${name}: an empty axis has no ${name}, got ${formatShape(x.shape)}; check the data?`);
      return [{ shape: withoutAxes(x.shape, [axis]), dtype: "int32" }];
    },
    kernel: ([x], { axis }, [spec]) => {
      const { buffer, strides, offset } = viewOf(x);
      const out = allocate("int32", sizeOf(spec.shape));
      const starts = offsetsOf(spec.shape, withoutAxes(strides, [axis]), offset);
      for (let i = 0; i < out.length; i++) out[i] = search(buffer, starts[i]!, strides[axis]!, x.shape[axis]!);
      return [fromBuffer(out, spec)];
    },
    vjp: null,
    batch: ([x], _, { axis }) => bind(primitive, [x], { axis: axis + 1 }),
  };
  return (x, options = {}) => {
    const { axis, keepDims = false } = checkOptions(name, options);
    checkTensor(name, x);
    const along = axis === undefined ? 0 : normalizeAxis(name, axis, x.rank);
    const [position] = bind(primitive, [axis === undefined ? reshapeTo(x, [x.size]) : x], { axis: along });
    if (!keepDims) return position;
    return reshapeTo(
      position,
      x.shape.map((n, i) => (axis === undefined || i === along ? 1 : n)),
    );
  };
}

/**
 * The position of the largest element, `int32`: the first of several, the first NaN if there is one.
 * @throws ShapeError for an empty axis.
 * @example argMax(logits, { axis: -1 }) // the predicted classes
 */
export const argMax: PositionOf = /* @__PURE__ */ positionOf("argMax", (buffer, start, step, count) => {
  let best = 0;
  let most = buffer[start]!;
  // not >: a NaN is taken as well, and then the search is over
  for (let k = 1, at = start + step; k < count && most === most; k++, at += step)
    if (!(buffer[at]! <= most)) {
      best = k;
      most = buffer[at]!;
    }
  return best;
});

/**
 * The position of the smallest element, `int32`: the first of several, the first NaN if there is one.
 * @throws ShapeError for an empty axis.
 */
export const argMin: PositionOf = /* @__PURE__ */ positionOf("argMin", (buffer, start, step, count) => {
  let best = 0;
  let least = buffer[start]!;
  for (let k = 1, at = start + step; k < count && least === least; k++, at += step)
    if (!(buffer[at]! >= least)) {
      best = k;
      least = buffer[at]!;
    }
  return best;
});
