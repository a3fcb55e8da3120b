import type { Tensor } from "@adjoint/tensor";
import { isLittleEndian, swapBytes } from "./byte-order.ts";

/** The elements of a tensor in row-major order, the lowest byte of each first; on most machines a view of them. */
export function littleEndianBytes(t: Tensor): Uint8Array {
  const values = t.dataSync();
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return isLittleEndian ? bytes : swapBytes(bytes.slice(), values.BYTES_PER_ELEMENT);
}
