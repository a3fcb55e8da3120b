import { checkTensor } from "../check-tensor.ts";
import { allocate, sumTypeOf } from "../dtype.ts";
import { checkOptions } from "../internal/check-options.ts";
import { offsetsOf } from "../internal/offsets-of.ts";
import { bind, type Primitive } from "../primitive.ts";
import { withoutAxes } from "../reduction.ts";
import { contiguousStrides, normalizeAxis, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";
import { flip } from "./movement.ts";

const cumsumPrimitive: Primitive<[Tensor], [Tensor], { axis: number }> = {
  name: "cumsum",
  shape: ([x]) => [{ shape: x.shape, dtype: sumTypeOf(x.dtype) }],
  kernel: ([x], { axis }, [spec]) => {
    const { buffer, strides, offset } = viewOf(x);
    const out = allocate(spec.dtype, sizeOf(spec.shape));
    const outer = withoutAxes(x.shape, [axis]);
    const written = contiguousStrides(x.shape);
    const targets = offsetsOf(outer, withoutAxes(written, [axis]), 0);
    offsetsOf(outer, withoutAxes(strides, [axis]), offset).forEach((from, i) => {
      let total = 0;
      for (let k = 0; k < x.shape[axis]!; k++) {
        total += buffer[from + k * strides[axis]!]!;
        out[targets[i]! + k * written[axis]!] = total;
      }
    });
    return [fromBuffer(out, spec)];
  },
  // y_k = x_0 + ... + x_k, so x_k reaches y_k and all that follow
  vjp: ([cotangent], _inputs, _outputs, { axis }) => [
    () => flip(cumsum(flip(cotangent, { axis }), { axis }), { axis }),
  ],
  batch: ([x], _, { axis }) => bind(cumsumPrimitive, [x], { axis: axis + 1 }),
};

/** The running sum along an axis (default: the last), accumulated in double precision. Types are those of `sum`. */
export function cumsum(x: Tensor, options: { readonly axis?: number } = {}): Tensor {
  const { axis = -1 } = checkOptions("cumsum", options);
  checkTensor("cumsum", x);
  return bind(cumsumPrimitive, [x], { axis: normalizeAxis("cumsum", axis, x.rank) })[0];
}
