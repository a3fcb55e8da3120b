import {
  arange,
  divide,
  equal,
  expandDims,
  formatShape,
  logicalOr,
  matmul,
  ShapeError,
  subtract,
  type Tensor,
  transpose,
  where,
} from "@adjoint/tensor";
import { checkInputs } from "./internal/check-inputs.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { entryAt, logTotal, shiftLogits } from "./internal/cross-entropy.ts";
import { fit, reduce } from "./internal/reduce.ts";
import { unitVectors } from "./internal/unit-vectors.ts";
import type { LossOptions } from "./loss-options.ts";

export interface InfoNceOptions extends LossOptions {
  /** What cosines are divided by, > 0; default 0.07. */
  readonly temperature?: number | undefined;
}

/**
 * Each query against all keys: -log(e^(s[i,i] / T) / sum over j of e^(s[i,j] / T)), with the cosine s[i,j] of query i
 * and key j and the temperature T. Key i is the one that belongs to query i. The zero vector has the cosine 0 with all,
 * and a zero gradient. A masked pair takes part in no other pair's loss either.
 *
 * Shapes: queries [n, size], keys [n, size] -> [] ("mean", "sum") or [n] ("none"). Unit: nats.
 * @good The rest of the batch serves as negatives.
 * @bad Wants large batches; sensitive to the temperature.
 * @use For learning without labels, and for images with texts.
 * @throws ShapeError when the shapes differ or have not two axes; DTypeError unless both are of one floating-point
 * type; RangeError when temperature <= 0.
 * @see He, Fan, Wu, Xie, Girshick 2020, Momentum Contrast for Unsupervised Visual Representation Learning, eq. 1
 * @example infoNce(embed(images), embed(augmentedImages), { temperature: 0.1 })
 */
export function infoNce(
  queries: Tensor,
  keys: Tensor,
  { temperature = 0.07, ...options }: InfoNceOptions = {},
): Tensor {
  const name = "infoNce";
  checkSetting(name, "temperature", temperature, temperature > 0, "above 0");
  checkInputs(name, [queries, keys]);
  if (queries.rank !== 2)
    throw new ShapeError(`${name}: inputs must be [n, size], got ${formatShape(queries.shape)}; reshape them?`);
  const n = queries.shape[0]!;
  const mask = options.where && fit(name, "where", options.where, [n]);
  const [q, k] = [queries, keys].map((x) => unitVectors(mask ? where(expandDims(mask, 1), x, 1) : x, 1)) as [
    Tensor,
    Tensor,
  ]; // two go in, two come out
  const similarities = divide(matmul(q, transpose(k)), temperature);
  const index = expandDims(arange(0, n), 1);
  const own = equal(index, arange(0, n)); // kept even where it is masked: a row of -Infinity alone has no derivative
  const logits = mask ? where(logicalOr(own, mask), similarities, -Infinity) : similarities;
  const shifted = shiftLogits(logits, 1);
  return reduce(name, subtract(logTotal(shifted, 1), entryAt(shifted, index, 1)), options, mask);
}
