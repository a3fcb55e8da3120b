import { DTypeError, ShapeError } from "../errors.ts";
import { formatShape } from "../shape.ts";
import { fromBuffer, isTensor, type Tensor } from "../tensor.ts";

/**
 * What random numbers are made from: two 32-bit words as an `int32` tensor of shape [2], so that it can be state,
 * saved, traced and mapped. The same key gives the same numbers, always: use each key once, and make new ones with
 * `splitKey` or `foldIn`.
 */
export type RandomKey = Tensor;

/**
 * The key of a seed: its 64-bit two's complement, upper word first. Different seeds give different keys.
 *
 * @throws RangeError unless the seed is an integer from -(2^53 - 1) to 2^53 - 1.
 * @example const [initialization, shuffling] = splitKey(randomKey(42))
 */
export function randomKey(seed: number): RandomKey {
  if (!Number.isSafeInteger(seed))
    throw new RangeError(`randomKey: the seed is an integer below 2^53 in size, got ${seed}; round it?`);
  const words = Int32Array.of(Math.floor(seed / 2 ** 32), seed); // as an int32 a number keeps its lower 32 bits
  return fromBuffer(words, { shape: [2], dtype: "int32" });
}

/** @throws TypeError, DTypeError or ShapeError unless it is one key. */
export function checkKey(name: string, key: RandomKey): void {
  if (!isTensor(key))
    throw new TypeError(`${name}: the key is a tensor made by randomKey, got ${typeof key}; use randomKey(seed)?`);
  if (key.dtype !== "int32")
    throw new DTypeError(`${name}: a key is int32 of shape [2], got ${key.dtype}; make it with randomKey?`);
  if (key.rank !== 1 || key.shape[0] !== 2)
    throw new ShapeError(
      `${name}: a key has shape [2], got ${formatShape(key.shape)}; take one, or vmap over the keys?`,
    );
}
