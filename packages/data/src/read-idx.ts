import { asBytes, type StoredNumbers, tensorFromBytes } from "@adjoint/checkpoint";
import type { Tensor } from "@adjoint/tensor";

/** The third byte of a file says what it holds. */
const TYPES: Readonly<Record<number, StoredNumbers["type"]>> = {
  0x08: "u1",
  0x09: "i1",
  0x0b: "i2",
  0x0c: "i4",
  0x0d: "f4",
  0x0e: "f8",
};

/**
 * The array of an IDX file, the format of MNIST: uint8 stays, signed bytes and shorts become int32, the others keep their
 * type.
 *
 * Shapes: those of the file, for MNIST [n, 28, 28] images and [n] labels.
 * @throws SyntaxError when the file is none, is compressed, cut off or too long; TypeError for what is no bytes.
 * @see LeCun, Cortes & Burges, The MNIST database of handwritten digits, section "File formats"
 * @example const images = readIdx(gunzipSync(await readFile("train-images-idx3-ubyte.gz")))
 */
export function readIdx(file: Uint8Array | ArrayBuffer): Tensor {
  const bytes = asBytes("readIdx", file);
  const [first, second, code, rank = 0] = bytes;
  const type = code === undefined ? undefined : TYPES[code];
  if (first === 0x1f && second === 0x8b)
    throw new SyntaxError("readIdx: an unpacked file is needed, got one packed by gzip; unpack it first?");
  const start = 4 + 4 * rank;
  if (first !== 0 || second !== 0 || type === undefined || bytes.length < start)
    throw new SyntaxError(
      `readIdx: a file begins with 0, 0, a type, and so many sizes as the next byte says, got ${[...bytes.subarray(0, 4)].join(", ") || "nothing"} in ${bytes.length} bytes; is it an IDX file, and whole?`,
    );
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const shape = Array.from({ length: rank }, (_, axis) => view.getUint32(4 + 4 * axis));
  const values = bytes.subarray(start);
  const count = shape.reduce((size, n) => size * n, 1);
  const width = Number(type.at(-1));
  if (values.length !== count * width)
    throw new SyntaxError(
      `readIdx: ${count * width} bytes must follow the sizes [${shape.join(",")}], got ${values.length}; is the file whole?`,
    );
  return tensorFromBytes(values, { type, shape, littleEndian: false });
}
