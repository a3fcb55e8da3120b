import { type Tensor, transpose } from "@adjoint/tensor";
import { asBytes } from "./as-bytes.ts";
import { readNpyHeader } from "./read-npy-header.ts";
import { byteLength, tensorFromBytes } from "./tensor-from-bytes.ts";

/**
 * The array of a NumPy file, of format 1, 2 or 3. The bytes are copied, so they may be used again.
 *
 * float64, float32, uint8 and bool keep their type, float16 becomes float32. The other integers become int32, those of
 * 32 bits without a sign and of 64 bits where they fit. Either order of bytes and either order of axes is read.
 * @throws SyntaxError when the file is cut off or anything else than the format says, with bytes after its array too;
 * DTypeError for other types, such as complex numbers, texts and objects (which are never unpickled); RangeError for
 * integers beyond int32; TypeError for what is no bytes.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 * @example const images = readNpy(await readFile("images.npy"))
 */
export function readNpy(file: Uint8Array | ArrayBuffer): Tensor {
  const bytes = asBytes("readNpy", file);
  const { type, littleEndian, shape, columnMajor, start } = readNpyHeader(bytes);
  const length = byteLength(type, shape);
  if (bytes.length - start !== length)
    throw new SyntaxError(
      `readNpy: ${length} bytes must follow the header for [${shape.join(",")}], got ${bytes.length - start}; is the file whole, and one array?`,
    );
  const turned = columnMajor ? [...shape].reverse() : shape;
  const stored = { type, shape: turned, littleEndian, name: "readNpy: the array" };
  const t = tensorFromBytes(bytes.subarray(start), stored);
  return columnMajor ? transpose(t) : t;
}
