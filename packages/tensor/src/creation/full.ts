import { allocate, type DType, holds } from "../dtype.ts";
import { checkShape, type Shape } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/**
 * One number everywhere. It is stored once and seen everywhere, so any size costs the same.
 * @throws RangeError when an integer type does not hold the number.
 * @example full([2, 3], 0.5)
 */
export function full(shape: Shape, value: number, dtype: DType = "float32"): Tensor {
  checkShape("full", shape);
  if (!holds(dtype, value)) throw new RangeError(`full: ${dtype} does not hold ${value}; choose another dtype?`);
  const buffer = allocate(dtype, 1);
  buffer[0] = value;
  const strides = new Array<number>(shape.length).fill(0);
  return fromBuffer(buffer, { shape, dtype }, strides);
}

/** Zeros. @example zeros([64, 10]) */
export const zeros = (shape: Shape, dtype?: DType): Tensor => full(shape, 0, dtype);

/** Ones. @example ones([3], "float64") */
export const ones = (shape: Shape, dtype?: DType): Tensor => full(shape, 1, dtype);

/** Zeros of the shape and type of another tensor. */
export const zerosLike = ({ shape, dtype }: Tensor): Tensor => full(shape, 0, dtype);

/** Ones of the shape and type of another tensor. */
export const onesLike = ({ shape, dtype }: Tensor): Tensor => full(shape, 1, dtype);
