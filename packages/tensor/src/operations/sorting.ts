import { checkTensor } from "../check-tensor.ts";
import { checkOptions } from "../internal/check-options.ts";
import { argSort, type SortOptions } from "../primitives/arg-sort.ts";
import { slice } from "../primitives/slice-pad-concat.ts";
import { normalizeAxis } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import type { AlongAxis } from "./log-sum-exp.ts";
import { takeAlongAxis } from "./take.ts";

/**
 * The elements of an axis (default: the last) in order. Equal elements keep theirs and NaN comes last, in both
 * directions; the gradient goes back to where each element came from.
 *
 * Shapes: x [...s] -> [...s].
 * @throws ShapeError when there is no such axis.
 * @example sort(tensor([3, 1, 2]), { descending: true }) // 3 2 1
 */
export function sort(x: Tensor, options: SortOptions = {}): Tensor {
  const { axis = -1, descending = false } = checkOptions("sort", options);
  checkTensor("sort", x);
  return takeAlongAxis(x, argSort(x, { axis, descending }), { axis });
}

/**
 * The k largest elements of an axis (default: the last) and their positions (`int32`), the largest first. Of equal
 * elements the first come first; NaN stands below every number.
 *
 * Shapes: x [...a, n, ...b] -> [...a, k, ...b], both.
 * @throws ShapeError when there is no such axis; RangeError unless k is an integer from 0 to n.
 * @example const { indices } = topK(logits, 5) // the five likeliest classes
 */
export function topK(x: Tensor, k: number, options: AlongAxis = {}): { values: Tensor; indices: Tensor } {
  const { axis = -1 } = checkOptions("topK", options);
  checkTensor("topK", x);
  const along = normalizeAxis("topK", axis, x.rank);
  const size = x.shape[along]!;
  if (!Number.isInteger(k) || k < 0 || k > size)
    throw new RangeError(`topK: k must be an integer from 0 to ${size}, got ${k}; take fewer?`);
  const order = argSort(x, { axis: along, descending: true });
  const indices = slice(
    order,
    order.shape.map((_, i) => (i === along ? [0, k] : null)),
  );
  return { values: takeAlongAxis(x, indices, { axis: along }), indices };
}
