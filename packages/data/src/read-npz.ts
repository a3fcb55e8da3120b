import { asBytes, readNpy } from "@adjoint/checkpoint";
import type { Tensor } from "@adjoint/tensor";
import { zipEntries } from "./internal/zip-entries.ts";

const ENDING = ".npy";

/**
 * The arrays of a file of `numpy.savez` or `numpy.savez_compressed`, by their names. Types as in `readNpy`.
 *
 * Checksums are checked, and an array takes at most 1032 times the memory of its part of the file, which is as far as the
 * compression goes.
 * @throws SyntaxError when the file is no archive, is damaged, or holds something else than arrays; what `readNpy` throws;
 * TypeError for what is no bytes.
 * @see https://numpy.org/doc/stable/reference/generated/numpy.savez.html
 * @example const { x_train: images, y_train: labels } = readNpz(await readFile("mnist.npz"))
 */
export function readNpz(file: Uint8Array | ArrayBuffer): Readonly<Record<string, Tensor>> {
  const arrays = new Map<string, Tensor>();
  for (const { name, read } of zipEntries(asBytes("readNpz", file))) {
    const key = name.slice(0, -ENDING.length);
    if (!name.endsWith(ENDING) || arrays.has(key))
      throw new SyntaxError(
        `readNpz: files ${ENDING} are needed, each name once, got ${JSON.stringify(name)}; is it an .npz file?`,
      );
    arrays.set(key, readNpy(read()));
  }
  return Object.fromEntries(arrays);
}
