import {
  logicalAnd,
  multiply,
  normalizeAxis,
  notEqual,
  reshapeTo,
  type Tensor,
  takeAlongAxis,
  where,
} from "@adjoint/tensor";
import type { LabelLossOptions } from "../loss-options.ts";
import { checkInputs, checkShapeOf } from "./check-inputs.ts";
import { checkLabels, checkRange } from "./check-labels.ts";
import { fit, reduce } from "./reduce.ts";

/**
 * A loss for each example, from a score for each class and the index of the right one. The formula gets the labels
 * with the axis of the classes, of size 1, as `takeAlongAxis` wants them. An ignored label is masked; the weight of a
 * class is a weight of its examples.
 */
export function labelLoss(
  name: string,
  scores: Tensor,
  labels: Tensor,
  options: LabelLossOptions,
  formula: (scores: Tensor, labels: Tensor, axis: number) => Tensor,
): Tensor {
  checkInputs(name, [scores]);
  const axis = normalizeAxis(name, options.axis ?? -1, scores.rank);
  const shape = scores.shape.filter((_, i) => i !== axis);
  const indices = checkLabels(name, "labels", labels, shape);
  const given = options.where && fit(name, "where", options.where, shape);
  const counted = options.ignoreIndex === undefined ? undefined : notEqual(indices, options.ignoreIndex);
  const mask = given && counted ? logicalAnd(given, counted) : (given ?? counted);
  const kept = checkRange(name, mask ? where(mask, indices, 0) : indices, scores.shape[axis]!);
  const column = scores.shape.map((n, i) => (i === axis ? 1 : n));
  const selected = mask ? where(reshapeTo(mask, column), scores, 1) : scores;
  const loss = formula(selected, reshapeTo(kept, column), axis);
  const weights = weightsOf(name, kept, mask, scores.shape[axis]!, options);
  return reduce(name, loss, { ...options, weights }, mask);
}

function weightsOf(
  name: string,
  labels: Tensor,
  mask: Tensor | undefined,
  classes: number,
  { weights, classWeights }: LabelLossOptions,
): Tensor | undefined {
  if (!classWeights) return weights;
  checkShapeOf(name, "classWeights", classWeights, [classes]);
  const ofLabels = reshapeTo(takeAlongAxis(classWeights, reshapeTo(labels, [labels.size])), labels.shape);
  if (!weights) return ofLabels;
  const fitted = fit(name, "weights", weights, labels.shape);
  return multiply(ofLabels, mask ? where(mask, fitted, 0) : fitted);
}
