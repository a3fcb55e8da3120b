import { checkTensor } from "../check-tensor.ts";
import { checkDType } from "../check-type.ts";
import { allocate, type DType, isFloat } from "../dtype.ts";
import { runRows } from "../internal/run-rows.ts";
import { bind, type Primitive } from "../primitive.ts";
import { sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor, viewOf } from "../tensor.ts";

const castPrimitive: Primitive<[Tensor], [Tensor], { dtype: DType }> = {
  name: "cast",
  kind: "elementwise",
  shape: ([x], { dtype }) => [{ shape: x.shape, dtype }],
  kernel: ([x], { dtype }, [spec]) => {
    const out = allocate(dtype, sizeOf(x.shape));
    runRows(
      (to, at, end, from, p, i) => {
        if (dtype === "bool") for (; at < end; p += i) to[at++] = from[p] === 0 ? 0 : 1;
        else for (; at < end; p += i) to[at++] = from[p]!;
      },
      x.shape,
      out,
      [viewOf(x)],
    );
    return [fromBuffer(out, spec)];
  },
  vjp: ([cotangent], [x], [output]) => [
    isFloat(x.dtype) && isFloat(output.dtype) ? () => castTo(cotangent, x.dtype) : null,
  ],
  batch: null,
};

/**
 * The elements as another type. Fractions are cut towards zero, integers beyond the new type wrap around, NaN and the
 * infinities become 0; as `bool`, everything but 0 is true. Differentiable between floating-point types.
 */
export function cast(x: Tensor, dtype: DType): Tensor {
  checkTensor("cast", x);
  checkDType("cast", dtype);
  return castTo(x, dtype);
}

/** `cast` for rules and libraries: the type is one. */
export const castTo = (x: Tensor, dtype: DType): Tensor =>
  x.dtype === dtype ? x : bind(castPrimitive, [x], { dtype })[0];
