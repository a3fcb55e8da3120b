import type { Tensor } from "../tensor.ts";
import type { RandomKey } from "./random-key.ts";
import { type Sample, sampler } from "./sampler.ts";
import { BITS, threefry } from "./threefry.ts";

const sample: (key: RandomKey, attributes: Sample) => Tensor = /* @__PURE__ */ sampler({
  name: "permutation",
  fill: (key0, key1, order) => {
    const nextWord = wordsOf(key0, key1, Math.min(1024, 2 * order.length));
    for (let i = 0; i < order.length; i++) order[i] = i;
    for (let i = order.length - 1; i > 0; i--) {
      // as many bits as i has, drawn again while above i: a remainder would prefer small numbers
      const mask = -1 >>> Math.clz32(i);
      let chosen = nextWord() & mask;
      while (chosen > i) chosen = nextWord() & mask;
      const moved = order[i]!;
      order[i] = order[chosen]!;
      order[chosen] = moved;
    }
  },
});

/** The words of a key, one a call, made `chunk` (even) at a time. */
function wordsOf(key0: number, key1: number, chunk: number): () => number {
  const words = new Int32Array(chunk);
  let block = 0;
  let at = chunk;
  return () => {
    if (at === chunk) {
      threefry(key0, key1, block, BITS, words);
      block += chunk / 2;
      at = 0;
    }
    return words[at++]!;
  };
}

/**
 * The numbers 0 to n - 1 in random order, each of the n! orders equally likely: the shuffle of Fisher and Yates,
 * driven by the bits of the key, without the bias of a remainder.
 *
 * Shapes: key [2] -> int32 [n].
 * @throws RangeError unless n is an integer from 0 to 2^31 - 1.
 * @see Knuth 1997, The Art of Computer Programming 2, 3rd ed., section 3.4.2, algorithm P
 * @example take(examples, permutation(key, examples.shape[0]))
 */
export function permutation(key: RandomKey, n: number): Tensor {
  if ((n | 0) !== n || n < 0)
    throw new RangeError(`permutation: the count is an integer from 0 to 2^31 - 1, got ${n}; round it?`);
  return sample(key, { shape: [n], dtype: "int32" });
}
