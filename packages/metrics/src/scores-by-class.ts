import type { ConfusionMatrix } from "./confusion-matrix.ts";
import { ratio, talliesOf } from "./internal/class-metric.ts";

export interface ClassScores {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** How many labels are of the class. */
  readonly support: number;
}

/**
 * Precision, recall and F1 of each class, from a confusion matrix; 0 where there is nothing to divide by.
 *
 * @example scoresByClass(confusionMatrix(logits, labels))[3].recall
 */
export const scoresByClass = (matrix: ConfusionMatrix): readonly ClassScores[] =>
  talliesOf(matrix).map(({ correct, predicted, labels }) => ({
    precision: ratio(correct, predicted),
    recall: ratio(correct, labels),
    f1: ratio(2 * correct, predicted + labels),
    support: labels,
  }));
