import { checkTensor, type DType, type Shape, ShapeError, type Tensor } from "@adjoint/tensor";
import { joinBytes } from "./internal/join-bytes.ts";
import { littleEndianBytes } from "./internal/little-endian-bytes.ts";

/**
 * A NumPy file of a tensor, in row-major order. The bytes are those that `numpy.save` of NumPy 2 writes.
 * @throws TypeError when it is no tensor; ShapeError for more than 64 axes, which NumPy does not have.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example await writeFile("weights.npy", writeNpy(params.weights))
 */
export function writeNpy(t: Tensor): Uint8Array<ArrayBuffer> {
  checkTensor("writeNpy", t);
  return joinBytes([npyHeader(t.dtype, t.shape), littleEndianBytes(t)]);
}

const DESCRIPTIONS: Readonly<Record<DType, string>> = {
  float64: "<f8",
  float32: "<f4",
  int32: "<i4",
  uint8: "|u1",
  bool: "|b1",
};

const PREFIX = 10; // magic, version 1.0, the length of the text
const ALIGNMENT = 64;
const MOST_AXES = 64;
const LONGEST_SIZE = 21; // the digits of 2^64 and one more: NumPy leaves room for the first axis to grow

function npyHeader(dtype: DType, shape: Shape): Uint8Array {
  if (shape.length > MOST_AXES)
    throw new ShapeError(`writeNpy: NumPy has ${MOST_AXES} axes at most, got ${shape.length}; reshape it?`);
  const tuple = shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
  const room = shape.length === 0 ? 0 : LONGEST_SIZE - String(shape[0]).length;
  const text = `{'descr': '${DESCRIPTIONS[dtype]}', 'fortran_order': False, 'shape': ${tuple}, }${" ".repeat(room)}`;
  const unpadded = PREFIX + text.length + 1; // and a line end
  const body = `${text}${" ".repeat(ALIGNMENT - (unpadded % ALIGNMENT))}\n`; // aligned already, it gets 64 spaces more
  const header = Uint8Array.from(`\u0093NUMPY\u0001\0__${body}`, (letter) => letter.charCodeAt(0));
  new DataView(header.buffer).setUint16(8, body.length, true);
  return header;
}
