import {
  any,
  arange,
  castTo,
  divide,
  equal,
  expandDims,
  formatShape,
  logicalAnd,
  logicalNot,
  logSumExp,
  matmul,
  maximum,
  notEqual,
  ShapeError,
  softplus,
  subtract,
  sum,
  type Tensor,
  transpose,
  where,
} from "@adjoint/tensor";
import { checkInputs } from "./internal/check-inputs.ts";
import { checkLabels } from "./internal/check-labels.ts";
import { checkSetting } from "./internal/check-setting.ts";
import { fit, reduce } from "./internal/reduce.ts";
import { unitVectors } from "./internal/unit-vectors.ts";
import type { LossOptions } from "./loss-options.ts";

export interface NtXentOptions extends LossOptions {
  /** What cosines are divided by, > 0; default 0.07. */
  readonly temperature?: number | undefined;
}

/**
 * Normalized, temperature-scaled cross-entropy: embeddings of one label together, those of others apart. For each
 * embedding i the mean over its positives j (other embeddings of its label) of
 * -log(e^(s[i,j] / T) / (e^(s[i,j] / T) + sum over k of another label of e^(s[i,k] / T))), with cosines s and the
 * temperature T. The zero vector has the cosine 0 with all, and a zero gradient.
 *
 * Shapes: embeddings [n, size], labels [n] (`int32` or `uint8`, any numbers) -> [] ("mean", "sum") or [n] ("none").
 * Unit: nats. An embedding without a positive is masked; a masked one takes part in no other's loss either.
 * @good infoNce for several positives of a class.
 * @bad The same wants as infoNce.
 * @use For supervised contrastive learning.
 * @throws ShapeError when the shapes do not fit; DTypeError for embeddings of an integer type or labels of another;
 * RangeError when temperature <= 0.
 * @see Chen, Kornblith, Norouzi, Hinton 2020, A Simple Framework for Contrastive Learning of Visual Representations,
 * eq. 1, where each label has two embeddings
 * @example ntXent(concat([embed(images), embed(augmentedImages)]), concat([ids, ids]))
 */
export function ntXent(
  embeddings: Tensor,
  labels: Tensor,
  { temperature = 0.07, ...options }: NtXentOptions = {},
): Tensor {
  const name = "ntXent";
  checkSetting(name, "temperature", temperature, temperature > 0, "above 0");
  checkInputs(name, [embeddings]);
  if (embeddings.rank !== 2)
    throw new ShapeError(`${name}: embeddings must be [n, size], got ${formatShape(embeddings.shape)}; reshape them?`);
  const shape = embeddings.shape.slice(0, 1);
  const classes = checkLabels(name, "labels", labels, shape);
  const mask = options.where && fit(name, "where", options.where, shape);
  const units = unitVectors(mask ? where(expandDims(mask, 1), embeddings, 1) : embeddings, 1);
  const similarities = divide(matmul(units, transpose(units)), temperature);
  const { positives, negatives } = pairsOf(classes, mask);
  const hasPositive = any(positives, { axis: 1 });
  const losses = meanOverPositives(similarities, positives, negatives);
  return reduce(name, losses, options, mask ? logicalAnd(mask, hasPositive) : hasPositive);
}

/** For each embedding, a row: which others share its label, and which do not. */
function pairsOf(classes: Tensor, mask: Tensor | undefined): { positives: Tensor; negatives: Tensor } {
  const places = arange(0, classes.size);
  const isAlike = equal(expandDims(classes, 1), classes);
  const isOther = notEqual(expandDims(places, 1), places);
  const counted = mask ? logicalAnd(isOther, mask) : isOther;
  return { positives: logicalAnd(counted, isAlike), negatives: logicalAnd(counted, logicalNot(isAlike)) };
}

/** -log(e^s / (e^s + sum e^negative)) = softplus(logSumExp(negatives) - s); 0 where there are no negatives. */
function meanOverPositives(similarities: Tensor, positives: Tensor, negatives: Tensor): Tensor {
  const axis = 1;
  const hasNegative = any(negatives, { axis, keepDims: true });
  // a row without negatives is computed with zeros: log(0) has no derivative that a selection could take out
  const safe = where(hasNegative, where(negatives, similarities, -Infinity), 0);
  const rival = where(hasNegative, logSumExp(safe, { axis, keepDims: true }), -Infinity);
  const each = where(positives, softplus(subtract(rival, similarities)), 0);
  const counts = castTo(maximum(sum(positives, { axis }), 1), similarities.dtype);
  return divide(sum(each, { axis }), counts);
}
