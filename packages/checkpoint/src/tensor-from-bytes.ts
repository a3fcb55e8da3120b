import { type Numbers, type Shape, type Tensor, tensor } from "@adjoint/tensor";
import { isLittleEndian, swapBytes } from "./internal/byte-order.ts";
import { type ElementTypeName, elementTypes } from "./internal/element-types.ts";

export interface StoredNumbers {
  /** What the bytes hold, named as in NumPy: kind and bytes, as in "f4", "u1" or "b1"; and "bf16", "f8_e4m3", "f8_e5m2". */
  readonly type: ElementTypeName;
  readonly shape: Shape;
  /** Is the lowest byte of a number its first? Default true. */
  readonly littleEndian?: boolean;
  /** What the bytes are, for messages; default "tensorFromBytes: the bytes". */
  readonly name?: string;
}

/**
 * A tensor from numbers as a file holds them, in row-major order. The bytes are copied. What they become is in the table
 * of the readme: float16 becomes float32, and integers of 64 bits int32 where they fit.
 * @throws RangeError when the bytes are not those of the shape, an integer is no int32, or a bool neither 0 nor 1.
 * @example tensorFromBytes(file.subarray(16), { type: "u1", shape: [10000, 28, 28] })
 */
export function tensorFromBytes(
  bytes: Uint8Array,
  { type, shape, littleEndian = true, name = "tensorFromBytes: the bytes" }: StoredNumbers,
): Tensor {
  const { width, dtype, decode } = elementTypes[type];
  const length = byteLength(type, shape);
  if (bytes.length !== length)
    throw new RangeError(
      `${name} must be ${length} for ${type} [${shape.join(",")}], got ${bytes.length}; is the file whole?`,
    );
  const own = new Uint8Array(bytes); // a Buffer's slice would be no copy
  if (width > 1 && littleEndian !== isLittleEndian) swapBytes(own, width);
  const values = decode(own.buffer);
  if (dtype === "bool") checkValues(name, values, dtype, [0, 1]);
  if (dtype === "int32" && width >= 4) checkValues(name, values, dtype, [-(2 ** 31), 2 ** 31 - 1]);
  const numbers = typeof values[0] === "bigint" ? Int32Array.from(values, Number) : (values as Numbers);
  return tensor(numbers, { shape, dtype });
}

/** How many bytes the numbers of a shape take; not finite or not exact for shapes that no file has. */
export const byteLength = (type: ElementTypeName, shape: Shape): number =>
  shape.reduce((size, n) => size * n, elementTypes[type].width);

function checkValues(
  name: string,
  values: ArrayLike<number | bigint>,
  dtype: string,
  [least, most]: readonly [number, number],
): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value < least || value > most)
      throw new RangeError(
        `${name} must hold values of ${dtype}, ${least} to ${most}, got ${value}; save it as another type?`,
      );
  }
}
