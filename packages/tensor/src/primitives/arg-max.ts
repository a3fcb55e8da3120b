import { allocate } from "../dtype.ts";
import { ShapeError } from "../errors.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { withoutAxes } from "../reduction.ts";
import { formatShape, normalizeAxis, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { negate } from "./arithmetic.ts";
import { reshape } from "./movement.ts";

const argMaxPrimitive: Primitive<[Tensor], [Tensor], { axis: number }> = {
  name: "argMax",
  shape: ([x], { axis }) => {
    if (x.shape[axis] === 0)
      throw new ShapeError(
        `argMax: an empty axis has no largest element, got ${formatShape(x.shape)}; check the data?`,
      );
    return [{ shape: withoutAxes(x.shape, [axis]), dtype: "int32" }];
  },
  kernel: ([x], { axis }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const out = allocate("int32", sizeOf(spec.shape));
    const step = strides[axis]!;
    offsetsOf(spec.shape, withoutAxes(strides, [axis]), offset).forEach((start, i) => {
      let best = 0;
      for (let k = 1; k < x.shape[axis]!; k++) {
        const [candidate, sofar] = [buffer[start + k * step]!, buffer[start + best * step]!];
        if (candidate > sofar || (candidate !== candidate && sofar === sofar)) best = k;
      }
      out[i] = best;
    });
    return [fromBuffer(out, spec)];
  },
  vjp: null,
  batch: ([x], _, { axis }) => bind(argMaxPrimitive, [x], { axis: axis + 1 }),
};

interface AxisOptions {
  /** Default: the position in the flattened tensor. */
  readonly axis?: number;
  /** Keep the axis, with size 1. */
  readonly keepDims?: boolean;
}

/**
 * The position of the largest element, `int32`: the first of several, the first NaN if there is one.
 * @throws ShapeError for an empty axis.
 * @example argMax(logits, { axis: -1 }) // the predicted classes
 */
export function argMax(x: Tensor, { axis, keepDims = false }: AxisOptions = {}): Tensor {
  const along = axis === undefined ? 0 : normalizeAxis("argMax", axis, x.rank);
  const [position] = bind(argMaxPrimitive, [axis === undefined ? reshape(x, [-1]) : x], { axis: along });
  if (!keepDims) return position;
  return reshape(
    position,
    x.shape.map((n, i) => (axis === undefined || i === along ? 1 : n)),
  );
}

/** The position of the smallest element, `int32`: the first of several, the first NaN if there is one. */
export const argMin = (x: Tensor, options?: AxisOptions): Tensor => argMax(negate(x), options);
