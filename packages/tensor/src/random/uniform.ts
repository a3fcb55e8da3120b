import type { DType } from "../dtype.ts";
import { checkOptions } from "../internal/check-options.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { forEachChunk } from "./for-each-chunk.ts";
import { nextBelow } from "./next-below.ts";
import type { RandomKey } from "./random-key.ts";
import { checkFloat, type Sample, sampler } from "./sampler.ts";

interface Bounds extends Sample {
  readonly low: number;
  readonly high: number;
}

const sample: (key: RandomKey, attributes: Bounds) => Tensor = /* @__PURE__ */ sampler({
  name: "uniform",
  fill: (key0, key1, out, { dtype, low, high }: Bounds) => {
    const width = high - low;
    const last = nextBelow(high, dtype); // rounding may reach high, which is not in the interval
    if (dtype === "float32")
      forEachChunk(key0, key1, out.length, 1, (words, start, end) => {
        for (let i = start; i < end; i++) {
          const x = low + (words[i - start]! >>> 8) * 2 ** -24 * width;
          out[i] = x < last ? x : last;
        }
      });
    else
      forEachChunk(key0, key1, out.length, 2, (words, start, end) => {
        for (let i = start, at = 0; i < end; i++, at += 2) {
          const x = low + ((words[at]! >>> 5) * 2 ** 26 + (words[at + 1]! >>> 6)) * 2 ** -53 * width;
          out[i] = x < last ? x : last;
        }
      });
  },
});

export interface UniformOptions {
  /** The smallest number; default 0. */
  readonly low?: number;
  /** Never reached; default 1. */
  readonly high?: number;
  /** Default: "float32". */
  readonly dtype?: DType;
}

/**
 * Numbers spread evenly over [low, high): low + (high - low) u, where u is a multiple of 2^-24 (`float32`) or 2^-53
 * (`float64`) in [0, 1). Bounds are rounded to the type first; a result that rounds to `high` becomes the number before.
 *
 * Shapes: key [2] -> shape. The same bits on every platform.
 * @throws RangeError unless low < high in that type and high - low is finite; DTypeError for an integer type.
 * @example uniform(key, [784, 128], { low: -0.1, high: 0.1 })
 */
export function uniform(key: RandomKey, shape: Shape, options: UniformOptions = {}): Tensor {
  const { low = 0, high = 1, dtype = "float32" } = checkOptions("uniform", options, "low: -1");
  checkFloat("uniform", dtype);
  const [from, to] = dtype === "float32" ? [Math.fround(low), Math.fround(high)] : [low, high];
  if (!(from < to) || !Number.isFinite(to - from))
    throw new RangeError(
      `uniform: low must be below high, a finite distance apart in ${dtype}, got ${low} and ${high}; exchange them?`,
    );
  return sample(key, { shape, dtype, low: from, high: to });
}
