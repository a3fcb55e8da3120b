import { type Numbers, type Shape, type Tensor, tensor } from "@adjoint/tensor";
import { isLittleEndian, swapBytes } from "./byte-order.ts";
import type { ElementType } from "./element-types.ts";

export interface Stored {
  readonly type: ElementType;
  readonly shape: Shape;
  readonly littleEndian: boolean;
}

/**
 * A tensor from the bytes of a file, which are copied. `place` names it in messages.
 * @throws RangeError when an integer is no int32, or a bool neither 0 nor 1.
 */
export function decodeElements(place: string, file: Uint8Array, { type, shape, littleEndian }: Stored): Tensor {
  const bytes = file.slice();
  if (type.width > 1 && littleEndian !== isLittleEndian) swapBytes(bytes, type.width);
  const values = type.decode(bytes.buffer);
  if (type.dtype === "bool") checkValues(place, values, type.dtype, 0, 1);
  if (type.dtype === "int32" && type.width >= 4) checkValues(place, values, type.dtype, -(2 ** 31), 2 ** 31 - 1);
  return tensor(typeof values[0] === "bigint" ? Int32Array.from(values, Number) : (values as Numbers), {
    shape,
    dtype: type.dtype,
  });
}

function checkValues(
  place: string,
  values: ArrayLike<number | bigint>,
  dtype: string,
  least: number,
  most: number,
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least || value > most)
      throw new RangeError(
        `${place} must hold values of ${dtype}, ${least} to ${most}, got ${value}; save it as another type?`,
      );
  }
}
