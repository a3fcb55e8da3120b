import { add, divide, equal, square, subtract, sum, type Tensor, takeAlongAxis, where } from "@adjoint/tensor";
import { checkSetting } from "./internal/check-setting.ts";
import { classIndices } from "./internal/class-indices.ts";
import { labelLoss } from "./internal/label-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { LabelLossOptions } from "./loss-options.ts";

export interface MulticlassHingeOptions extends LabelLossOptions {
  /** By how much the right class should lead; default 1. */
  readonly margin?: number | undefined;
  /** 1 (default) or 2: the power of each violation. */
  readonly power?: 1 | 2 | undefined;
}

/**
 * Hinge loss of several classes: sum over j != y of max(0, margin - x[y] + x[j])^power / classes, for scores x and the
 * index y of the right class. Its gradient at a kink is 0.
 *
 * Shapes: scores [...s, classes], labels [...s] (`int32` or `uint8`) -> [] ("mean", "sum") or [...s] ("none").
 * @good Stops once the right class leads by a margin.
 * @bad No probabilities.
 * @use For linear classifiers of several classes.
 * @throws RangeError for a label that is no class, unless it is ignored or masked, and unless power is 1 or 2;
 * ShapeError when the shapes do not fit; DTypeError for scores of an integer type or labels of another.
 * @see Weston, Watkins 1999, Support vector machines for multi-class pattern recognition, ESANN
 * @example multiclassHinge(tensor([[0.2, 0.5, -1]]), tensor([0], { dtype: "int32" })) // 1.3 / 3
 */
export function multiclassHinge(
  scores: Tensor,
  labels: Tensor,
  { margin = 1, power = 1, ...options }: MulticlassHingeOptions = {},
): Tensor {
  checkSetting("multiclassHinge", "power", power, power === 1 || power === 2, "1 or 2");
  return labelLoss("multiclassHinge", scores, labels, options, (x, index, axis) => {
    const violation = positivePart(add(subtract(x, takeAlongAxis(x, index, { axis })), margin));
    const raised = power === 2 ? square(violation) : violation;
    const others = where(equal(classIndices(x, axis), index), 0, raised);
    return divide(sum(others, { axis }), x.shape[axis]!);
  });
}
