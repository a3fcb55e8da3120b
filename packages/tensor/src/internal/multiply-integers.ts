import type { View } from "../tensor.ts";
import type { Product } from "./multiply-matrices.ts";

/** out = A B for int32 matrices of any strides, wrapped around exactly: a double would round products of large integers. */
export function multiplyIntegers(a: View, b: View, { buffer, offset, rows, inner, columns }: Product): void {
  const [rowA, alongA] = a.strides as [number, number];
  const [alongB, columnB] = b.strides as [number, number];
  for (let i = 0, at = offset; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) {
      let total = 0;
      for (let k = 0, p = a.offset + i * rowA, q = b.offset + j * columnB; k < inner; k++, p += alongA, q += alongB)
        total = (total + Math.imul(a.buffer[p]!, b.buffer[q]!)) | 0;
      buffer[at] = total;
    }
}
