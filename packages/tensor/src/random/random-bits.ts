import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { forEachChunk } from "./for-each-chunk.ts";
import type { RandomKey } from "./random-key.ts";
import { type Sample, sampler } from "./sampler.ts";

const sample: (key: RandomKey, attributes: Sample) => Tensor = /* @__PURE__ */ sampler({
  name: "randomBits",
  fill: (key0, key1, out) =>
    forEachChunk(key0, key1, out.length, 1, (words, start, end) => out.set(words.subarray(0, end - start), start)),
});

/**
 * Independent random bits, 32 in each `int32`: the blocks 0, 1, 2, ... enciphered by the key, two words each.
 *
 * Shapes: key [2] -> shape. The first elements, in row-major order, do not depend on the size.
 * @throws ShapeError for a negative or fractional size; TypeError, DTypeError or ShapeError when it is no key.
 * @example randomBits(randomKey(0), [2])
 */
export const randomBits = (key: RandomKey, shape: Shape): Tensor => sample(key, { shape, dtype: "int32" });
