import { asBytes, readNpy } from "@adjoint/checkpoint";
import type { Tensor } from "@adjoint/tensor";
import { zipEntries } from "./internal/zip-entries.ts";

export interface ReadNpzOptions {
  /** How large all arrays together may be once unpacked, in bytes: a limit for files of strangers. Default: none. */
  readonly maxBytes?: number;
}

const ENDING = ".npy";

/**
 * The arrays of a file of `numpy.savez` or `numpy.savez_compressed`, by their names. Types as in `readNpy`.
 *
 * Checksums are checked, and an array takes at most 1032 times the memory of its part of the file, which is as far as the
 * compression goes. With `maxBytes`, a file that would unpack to more is refused before anything is unpacked.
 * @throws RangeError when the arrays are larger than `maxBytes`, or that is no number from 0 up; SyntaxError when the file is no archive, is damaged, or holds something else than arrays; what `readNpy` throws;
 * TypeError for what is no bytes.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.savez.html
 * @example const { x_train: images, y_train: labels } = readNpz(await readFile("mnist.npz"))
 */
export function readNpz(
  file: Uint8Array | ArrayBuffer,
  { maxBytes = Number.POSITIVE_INFINITY }: ReadNpzOptions = {},
): Readonly<Record<string, Tensor>> {
  if (!(maxBytes >= 0)) throw new RangeError(`readNpz: maxBytes must be a number from 0 up, got ${maxBytes}`);
  const arrays = new Map<string, Tensor>();
  const entries = zipEntries(asBytes("readNpz", file));
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (bytes > maxBytes)
    throw new RangeError(
      `readNpz: at most ${maxBytes} bytes are wanted, got an archive of ${bytes}; raise maxBytes if you trust it?`,
    );
  for (const { name, read } of entries) {
    const key = name.slice(0, -ENDING.length);
    if (!name.endsWith(ENDING) || arrays.has(key))
      throw new SyntaxError(
        `readNpz: files ${ENDING} are needed, each name once, got ${JSON.stringify(name)}; is it an .npz file?`,
      );
    arrays.set(key, readNpy(read()));
  }
  return Object.fromEntries(arrays);
}
