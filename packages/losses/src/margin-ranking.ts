import { multiply, subtract, type Tensor } from "@adjoint/tensor";
import { elementwiseLoss } from "./internal/elementwise-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { LossOptions } from "./loss-options.ts";

export interface MarginRankingOptions extends LossOptions {
  /** By how much the score that should be larger should lead; default 0. */
  readonly margin?: number | undefined;
}

/**
 * Order of two scores: max(0, margin - sign (a - b)), elementwise, where sign is 1 when a should be larger and -1 when
 * b should. The gradient at the kink is 0.
 *
 * Shapes: a [...s], b [...s], sign [...s] -> [] ("mean", "sum") or [...s] ("none").
 * @good Only the order of two scores matters.
 * @bad No gradient once a pair is in order.
 * @use For preferences.
 * @throws ShapeError when the shapes differ; DTypeError unless all are of one floating-point type.
 * @example marginRanking(tensor([2]), tensor([1.5]), tensor([1]), { margin: 1 }) // 0.5
 */
export const marginRanking = (
  a: Tensor,
  b: Tensor,
  sign: Tensor,
  { margin = 0, ...options }: MarginRankingOptions = {},
): Tensor =>
  elementwiseLoss("marginRanking", [a, b, sign], options, ([x, y, s]) =>
    positivePart(subtract(margin, multiply(s, subtract(x, y)))),
  );
