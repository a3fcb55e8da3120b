import { checkTensor } from "../check-tensor.ts";
import { allocate } from "../dtype.ts";
import { checkOptions } from "../internal/check-options.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { withoutAxes } from "../reduction.ts";
import { contiguousStrides, normalizeAxis, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";

interface Order {
  readonly axis: number;
  readonly descending: boolean;
}

const argSortPrimitive: Primitive<[Tensor], [Tensor], Order> = {
  name: "argSort",
  shape: ([x]) => [{ shape: x.shape, dtype: "int32" }],
  kernel: ([x], { axis, descending }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const out = allocate("int32", sizeOf(spec.shape));
    const written = contiguousStrides(x.shape);
    const [step, stride] = [strides[axis]!, written[axis]!];
    const outer = withoutAxes(x.shape, [axis]);
    const targets = offsetsOf(outer, withoutAxes(written, [axis]), 0);
    const keys = new Float64Array(x.shape[axis]!);
    offsetsOf(outer, withoutAxes(strides, [axis]), offset).forEach((start, i) => {
      for (let k = 0; k < keys.length; k++)
        keys[k] = descending ? -buffer[start + k * step]! : buffer[start + k * step]!;
      sortedPositions(keys).forEach((position, k) => {
        out[targets[i]! + k * stride] = position;
      });
    });
    return [fromBuffer(out, spec)];
  },
  vjp: null,
  batch: ([x], _, { axis, descending }) => bind(argSortPrimitive, [x], { axis: axis + 1, descending }),
};

/** The positions of the keys in ascending order, equal ones as they come, NaN last. */
function sortedPositions(keys: Float64Array): Int32Array {
  const positions = new Int32Array(keys.length);
  let numbers = 0;
  let last = keys.length;
  for (let k = 0; k < keys.length; k++) if (keys[k] === keys[k]) positions[numbers++] = k;
  for (let k = keys.length - 1; k >= 0; k--) if (keys[k] !== keys[k]) positions[--last] = k;
  // two infinities differ by NaN, which is a tie as 0 is
  positions.subarray(0, numbers).sort((a, b) => keys[a]! - keys[b]! || a - b);
  return positions;
}

export interface SortOptions {
  /** Default: the last. */
  readonly axis?: number;
  /** The largest first; default false. */
  readonly descending?: boolean;
}

/**
 * The positions that sort an axis, `int32`. Equal elements keep their order and NaN comes last, in both directions.
 *
 * Shapes: x [...s] -> [...s].
 * @throws ShapeError when there is no such axis.
 * @example argSort(tensor([3, 1, 2])) // 1 2 0
 */
export function argSort(x: Tensor, options: SortOptions = {}): Tensor {
  const { axis = -1, descending = false } = checkOptions("argSort", options);
  checkTensor("argSort", x);
  return bind(argSortPrimitive, [x], { axis: normalizeAxis("argSort", axis, x.rank), descending })[0];
}
