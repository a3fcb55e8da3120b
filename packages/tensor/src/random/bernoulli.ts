import { checkOptions } from "../internal/check-options.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { forEachChunk } from "./for-each-chunk.ts";
import type { RandomKey } from "./random-key.ts";
import { type Sample, sampler } from "./sampler.ts";
import { DIGITS, threefry } from "./threefry.ts";

const sample: (key: RandomKey, attributes: Sample & { probability: number }) => Tensor = /* @__PURE__ */ sampler({
  name: "bernoulli",
  fill: (key0, key1, out, { probability }: Sample & { probability: number }) => {
    // 32 bits decide against the first 32 binary digits of the probability; only where all agree, 53 more decide
    const digits = Math.floor(probability * 2 ** 32);
    const rest = probability * 2 ** 32 - digits;
    const more = new Int32Array(2);
    forEachChunk(key0, key1, out.length, 1, (words, start, end) => {
      for (let i = start; i < end; i++) {
        const word = words[i - start]! >>> 0;
        if (word !== digits) out[i] = word < digits ? 1 : 0;
        else {
          threefry(key0, key1, i, DIGITS, more);
          out[i] = ((more[0]! >>> 5) * 2 ** 26 + (more[1]! >>> 6)) * 2 ** -53 < rest ? 1 : 0;
        }
      }
    });
  },
});

/**
 * `bool` numbers, each true with the given probability, exact to 2^-85: rare events stay as rare as they should be.
 *
 * Shapes: key [2] -> bool shape.
 * @throws RangeError unless the probability is in [0, 1]; ShapeError for a negative or fractional size.
 * @example const kept = bernoulli(key, x.shape, { probability: 0.9 })
 */
export function bernoulli(key: RandomKey, shape: Shape, options: { readonly probability?: number } = {}): Tensor {
  const { probability = 0.5 } = checkOptions("bernoulli", options, "probability: 0.1");
  if (!(probability >= 0 && probability <= 1))
    throw new RangeError(`bernoulli: the probability is in [0, 1], got ${probability}; divide percentages by 100?`);
  return sample(key, { shape, dtype: "bool", probability });
}
