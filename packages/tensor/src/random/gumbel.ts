import type { DType } from "../dtype.ts";
import { checkOptions } from "../internal/check-options.ts";
import type { Shape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { fillFromOpenUnit } from "./fill-from-open-unit.ts";
import type { RandomKey } from "./random-key.ts";
import { checkFloat, type Sample, sampler } from "./sampler.ts";

const sample: (key: RandomKey, attributes: Sample) => Tensor = /* @__PURE__ */ sampler({
  name: "gumbel",
  // log1p, so that the long upper tail grows from the smallest u
  fill: (key0, key1, out) => fillFromOpenUnit(key0, key1, out, (u) => -Math.log(-Math.log1p(-u))),
});

export interface GumbelOptions {
  /** Default: "float32". */
  readonly dtype?: DType;
}

/**
 * Numbers of the standard Gumbel distribution, P(x <= t) = exp(-exp(-t)): the largest of logits + gumbel is at class i
 * with probability softmax(logits)_i.
 *
 * Shapes: key [2] -> shape. Always finite: between -3.2 and 22.9 (`float32`), between -3.7 and 36.8 (`float64`).
 * @throws DTypeError for an integer type; ShapeError for a negative or fractional size.
 * @see Gumbel 1954, Statistical theory of extreme values and some practical applications
 * @example argMax(add(logits, gumbel(key, logits.shape)), { axis: -1 })
 */
export function gumbel(key: RandomKey, shape: Shape, options: GumbelOptions = {}): Tensor {
  const { dtype = "float32" } = checkOptions("gumbel", options, 'dtype: "float64"');
  checkFloat("gumbel", dtype);
  return sample(key, { shape, dtype });
}
