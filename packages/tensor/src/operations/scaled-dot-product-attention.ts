import { checkTensor } from "../check-tensor.ts";
import { checkType } from "../check-type.ts";
import { arange } from "../creation/ranges.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { all } from "../primitives/any-all.ts";
import { add, multiply } from "../primitives/arithmetic.ts";
import { equal, greaterEqual } from "../primitives/comparison.ts";
import { matmul } from "../primitives/matmul.ts";
import { swapLastAxes } from "../primitives/movement.ts";
import { where } from "../primitives/where.ts";
import { broadcastShapes, formatShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { expandDims } from "./axes.ts";
import { softmax } from "./log-sum-exp.ts";

export interface AttentionOptions {
  /** `bool`, true where a query may see a key; or of the type of the queries, added to the scores. */
  readonly mask?: Tensor | undefined;
  /** No query sees a key behind it, where the last query and the last key stand side by side. Default: false. */
  readonly causal?: boolean | undefined;
}

/**
 * softmax(q k^T / sqrt(d) + mask) v: for each query a mean of the values, weighted by how well their keys match it.
 *
 * Shapes: q [...b, m, d], k [...b, n, d], v [...b, n, e], mask broadcastable with [...b, m, n] -> [...b, m, e]; the
 * axes b broadcast. A query that may see no key gives zeros and gets a zero gradient, never NaN.
 * @throws ShapeError when shapes do not fit; DTypeError for types that are not floating-point, or that differ.
 * @see Vaswani et al. 2017, Attention is all you need, eq. 1
 * @example scaledDotProductAttention(q, k, v, { causal: true })
 */
export function scaledDotProductAttention(q: Tensor, k: Tensor, v: Tensor, options: AttentionOptions = {}): Tensor {
  const { mask, causal = false } = checkOptions("scaledDotProductAttention", options, "causal: true");
  checkInputs(q, k, v, mask);
  const scores = matmul(multiply(q, 1 / Math.sqrt(q.shape.at(-1)!)), swapLastAxes(k));
  const masked = withMask(scores, mask);
  const visible = causal ? where(upToPresent(scores), masked, -Infinity) : masked;
  return matmul(visible === scores ? softmax(scores) : softmaxOfSome(visible), v);
}

function checkInputs(q: Tensor, k: Tensor, v: Tensor, mask: Tensor | undefined): void {
  for (const t of [q, k, v, ...(mask === undefined ? [] : [mask])]) checkTensor("scaledDotProductAttention", t);
  checkType("scaledDotProductAttention", "float", q.dtype);
  for (const { dtype } of [k, v, ...(mask && mask.dtype !== "bool" ? [mask] : [])])
    if (dtype !== q.dtype)
      throw new DTypeError(
        `scaledDotProductAttention: types must match, got ${q.dtype} and ${dtype}; cast one, or a mask to bool?`,
      );
  if (q.rank < 2 || k.rank < 2 || v.rank < 2 || q.shape.at(-1) !== k.shape.at(-1) || k.shape.at(-2) !== v.shape.at(-2))
    throw new ShapeError(
      `scaledDotProductAttention: [m, d], [n, d] and [n, e] are needed, got ${[q, k, v].map((t) => formatShape(t.shape)).join(", ")}; transpose one?`,
    );
}

function withMask(scores: Tensor, mask: Tensor | undefined): Tensor {
  if (!mask) return scores;
  broadcastShapes("scaledDotProductAttention", [scores.shape, mask.shape]);
  return mask.dtype === "bool" ? where(mask, scores, -Infinity) : add(scores, mask);
}

/** For each query, aligned with the keys at the end, which keys are not behind it. */
function upToPresent({ shape }: Tensor): Tensor {
  const [queries, keys] = shape.slice(-2) as [number, number];
  return greaterEqual(expandDims(arange(keys - queries, keys), -1), arange(0, keys));
}

/** softmax, but zeros for a row of -Infinity alone. */
function softmaxOfSome(scores: Tensor): Tensor {
  const isBlind = all(equal(scores, -Infinity), { axis: -1, keepDims: true });
  return where(isBlind, 0, softmax(where(isBlind, 0, scores)));
}
