import {
  add,
  divide,
  expandDims,
  greater,
  logicalAnd,
  logicalNot,
  normalizeAxis,
  subtract,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { exampleLoss } from "./internal/example-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

export interface MultilabelMarginOptions extends ExampleLossOptions {
  /** By how much each class that holds should lead each one that does not; default 1. */
  readonly margin?: number | undefined;
}

/**
 * Hinge loss of several labels: sum of max(0, margin - (x[j] - x[i])) / classes over all pairs of a class j that holds
 * (target 1) and a class i that does not (target 0). Its gradient at a kink is 0.
 *
 * Shapes: predictions [...s, classes], targets the same -> [] ("mean", "sum") or [...s] ("none"). Memory: classes^2 for
 * each example.
 * @good Every right label above every wrong one.
 * @bad Costs all pairs.
 * @use For ranking labels.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @example multilabelMargin(tensor([[0.1, 0.2, 0.4, 0.8]]), tensor([[1, 0, 0, 1]])) // 0.85
 */
export const multilabelMargin = (
  predictions: Tensor,
  targets: Tensor,
  { margin = 1, ...options }: MultilabelMarginOptions = {},
): Tensor =>
  exampleLoss("multilabelMargin", [predictions, targets], options, ([x, t], given) => {
    const axis = normalizeAxis("multilabelMargin", given, x.rank);
    const rows = (y: Tensor): Tensor => expandDims(y, axis + 1); // class j
    const columns = (y: Tensor): Tensor => expandDims(y, axis); // class i
    const holds = greater(t, 0.5);
    const isPair = logicalAnd(rows(holds), columns(logicalNot(holds)));
    const violation = positivePart(add(subtract(columns(x), rows(x)), margin));
    return divide(sum(where(isPair, violation, 0), { axis: [axis, axis + 1] }), x.shape[axis]!);
  });
