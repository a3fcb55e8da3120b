import type { DType } from "../dtype.ts";
import { checkOptions } from "../internal/check-options.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { fillFromOpenUnit } from "./fill-from-open-unit.ts";
import { normalQuantile } from "./normal-quantile.ts";
import type { RandomKey } from "./random-key.ts";
import { checkFloat, type Sample, sampler } from "./sampler.ts";

/** Centre and spread of a normal distribution, and the type of its numbers. */
export interface NormalOptions {
  /** Default 0. */
  readonly mean?: number;
  /** 0 or more; default 1. */
  readonly standardDeviation?: number;
  /** Default: "float32". */
  readonly dtype?: DType;
}

const sample: (key: RandomKey, attributes: Sample & Required<NormalOptions>) => Tensor = /* @__PURE__ */ sampler({
  name: "normal",
  fill: (key0, key1, out, { mean, standardDeviation }: Sample & Required<NormalOptions>) =>
    fillFromOpenUnit(key0, key1, out, (u) => mean + standardDeviation * normalQuantile(u)),
});

/**
 * Numbers of the normal distribution: mean + standardDeviation z, where P(z <= q) = (1 + erf(q / sqrt(2))) / 2.
 *
 * By the inverse of that probability, not by Box and Muller: one number of the key makes one number, larger from
 * larger, both tails alike, and only the outer 15 of 100 need a logarithm, which engines may round differently.
 *
 * Shapes: key [2] -> shape. Always finite: |z| <= 6.34 (`float32`), 8.21 (`float64`).
 * @throws RangeError unless the mean is finite and the standard deviation finite and not negative; DTypeError for an
 * integer type; ShapeError for a negative or fractional size.
 * @example normal(key, [784, 128], { standardDeviation: Math.sqrt(2 / 784) })
 */
export function normal(key: RandomKey, shape: Shape, options: NormalOptions = {}): Tensor {
  const { mean = 0, standardDeviation = 1, dtype = "float32" } = checkOptions("normal", options, "mean: 1");
  checkFloat("normal", dtype);
  checkSpread("normal", mean, standardDeviation);
  return sample(key, { shape, dtype, mean, standardDeviation });
}

/** @throws RangeError unless both are finite and the standard deviation is not negative. */
export function checkSpread(name: string, mean: number, standardDeviation: number): void {
  if (!Number.isFinite(mean) || !Number.isFinite(standardDeviation) || standardDeviation < 0)
    throw new RangeError(
      `${name}: a finite mean and a standard deviation from 0 up are needed, got ${mean} and ${standardDeviation}; check how they were computed?`,
    );
}
