import { checkOptions } from "../internal/check-options.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { fillFromOpenUnit } from "./fill-from-open-unit.ts";
import { checkSpread, type NormalOptions } from "./normal.ts";
import { normalProbability } from "./normal-probability.ts";
import { normalQuantile } from "./normal-quantile.ts";
import type { RandomKey } from "./random-key.ts";
import { checkFloat, type Sample, sampler } from "./sampler.ts";

export interface TruncatedNormalOptions extends NormalOptions {
  /** In standard deviations from the mean; default -2. */
  readonly low?: number;
  /** In standard deviations from the mean; default 2. */
  readonly high?: number;
}
type Attributes = Sample & Required<TruncatedNormalOptions>;

const sample: (key: RandomKey, attributes: Attributes) => Tensor = /* @__PURE__ */ sampler({
  name: "truncatedNormal",
  fill: (key0, key1, out, { low, high, mean, standardDeviation }: Attributes) => {
    const { start, width, sign } = probabilities(low, high);
    fillFromOpenUnit(key0, key1, out, (u) => {
      const z = sign * normalQuantile(start + u * width);
      return mean + standardDeviation * Math.min(Math.max(z, low), high); // rounding may step over a bound
    });
  },
});

/**
 * The interval as probabilities, of its mirror image where more of it lies above 0: small probabilities have all their
 * digits, those near 1 have lost them.
 */
export function probabilities(low: number, high: number): { start: number; width: number; sign: 1 | -1 } {
  const sign = low + high > 0 ? -1 : 1;
  const [start, end] =
    sign < 0 ? [normalProbability(-high), normalProbability(-low)] : [normalProbability(low), normalProbability(high)];
  return { start, width: end - start, sign };
}

/**
 * Numbers of the normal distribution that lie in an interval: mean + standardDeviation z with low <= z <= high, `low`
 * and `high` in standard deviations, infinite ones too. By the inverse of the probability, so none is drawn in vain.
 *
 * The standard deviation is that of the normal distribution before the cut: between -2 and 2 the numbers spread by
 * 0.8796 of it.
 *
 * Shapes: key [2] -> shape. Always finite; the bounds hold up to rounding to the type.
 * @throws RangeError unless low < high and the interval has a probability of 1e-300 or more, a mean is finite and a
 * standard deviation finite and not negative; DTypeError for an integer type; ShapeError for a bad size.
 * @example truncatedNormal(key, [784, 128], { standardDeviation: 0.02 })
 */
export function truncatedNormal(key: RandomKey, shape: Shape, options: TruncatedNormalOptions = {}): Tensor {
  const {
    low = -2,
    high = 2,
    mean = 0,
    standardDeviation = 1,
    dtype = "float32",
  } = checkOptions("truncatedNormal", options, "mean: 1");
  checkFloat("truncatedNormal", dtype);
  checkSpread("truncatedNormal", mean, standardDeviation);
  if (!(low < high) || !(probabilities(low, high).width >= 1e-300))
    throw new RangeError(
      `truncatedNormal: low must be below high and some of the distribution between, got ${low} and ${high}; are they in standard deviations?`,
    );
  return sample(key, { shape, dtype, low, high, mean, standardDeviation });
}
