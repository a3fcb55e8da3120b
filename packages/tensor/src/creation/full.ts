import { checkTensor } from "../check-tensor.ts";
import { checkDType } from "../check-type.ts";
import { type DType, holds } from "../dtype.ts";
import { constantOf } from "../internal/constant-of.ts";
import { describe } from "../internal/describe.ts";
import { checkShape, type Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";

/**
 * One number everywhere. It is stored once and seen everywhere, so any size costs the same.
 * @throws RangeError when an integer type does not hold the number.
 * @example full([2, 3], 0.5)
 */
export const full = (shape: Shape, value: number, dtype?: DType): Tensor => filled("full", shape, value, dtype);

/** Zeros. @example zeros([64, 10]) */
export const zeros = (shape: Shape, dtype?: DType): Tensor => filled("zeros", shape, 0, dtype);

/** Ones. @example ones([3], "float64") */
export const ones = (shape: Shape, dtype?: DType): Tensor => filled("ones", shape, 1, dtype);

/** Zeros of the shape and type of another tensor. */
export function zerosLike(x: Tensor): Tensor {
  checkTensor("zerosLike", x);
  return constantOf(x, 0);
}

/** Ones of the shape and type of another tensor. */
export function onesLike(x: Tensor): Tensor {
  checkTensor("onesLike", x);
  return constantOf(x, 1);
}

function filled(name: string, shape: Shape, value: number, dtype: DType = "float32"): Tensor {
  checkShape(name, shape);
  checkDType(name, dtype);
  if (typeof value !== "number")
    throw new TypeError(`${name}: a number is needed, got ${describe(value)}; convert it with Number?`);
  if (!holds(dtype, value)) throw new RangeError(`${name}: ${dtype} does not hold ${value}; choose another dtype?`);
  return constantOf({ shape: [...shape], dtype }, value);
}
