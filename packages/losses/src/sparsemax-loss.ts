import {
  add,
  castTo,
  cumsum,
  divide,
  greater,
  greaterEqual,
  min,
  multiply,
  sort,
  square,
  stopGradient,
  subtract,
  sum,
  type Tensor,
  where,
} from "@adjoint/tensor";
import { absorbingMultiply } from "./internal/absorbing-multiply.ts";
import { classIndices } from "./internal/class-indices.ts";
import { shiftLogits } from "./internal/cross-entropy.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Sparsemax loss: 1/2 |q - z|^2 - 1/2 |p - z|^2, for logits z, target probabilities q and p = sparsemax(z), the point
 * of the probability simplex nearest to z. Its gradient is p - q, and it is 0 as soon as p = q: confident is enough.
 *
 * Shapes: logits [...s, classes], probabilities the same -> [] ("mean", "sum") or [...s] ("none").
 * @good Stops exactly when sparsemax is right.
 * @bad Only together with sparsemax.
 * @use For sparse probabilities.
 * @throws ShapeError when the shapes differ; DTypeError unless both are of one floating-point type.
 * @see Martins, Astudillo 2016, From Softmax to Sparsemax, section 3
 * @example sparsemaxLoss(tensor([[1.5, 0, 0]]), tensor([[1, 0, 0]])) // 0
 */
export const sparsemaxLoss = (logits: Tensor, probabilities: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("sparsemaxLoss", [logits, probabilities], options, ([x, q], axis) => {
    const z = shiftLogits(x, axis);
    const p = sparsemax(z, axis);
    // Times sum(q), which is 1: so the loss does not depend on the shift, whatever the q. Term by term, for p = q.
    const scaled = multiply(p, sum(q, { axis, keepDims: true }));
    const squares = multiply(subtract(square(q), multiply(scaled, p)), 0.5);
    return sum(add(absorbingMultiply(subtract(scaled, q), z), squares), { axis });
  });

/** max(z - threshold, 0), of sum 1. The support is found without a derivative; on it all is linear. */
function sparsemax(z: Tensor, axis: number): Tensor {
  if (z.size === 0) return z;
  const over = { axis, keepDims: true };
  const sorted = sort(stopGradient(z), { axis, descending: true });
  const ranks = add(castTo(classIndices(z, axis), z.dtype), 1);
  // the k largest are the support as long as 1 + k z_k > z_1 + ... + z_k
  const isInside = greater(add(multiply(ranks, sorted), 1), cumsum(sorted, { axis }));
  const support = greaterEqual(z, min(where(isInside, sorted, Infinity), over));
  const count = castTo(sum(support, over), z.dtype);
  const threshold = divide(subtract(sum(where(support, z, 0), over), 1), count);
  return where(support, subtract(z, threshold), 0);
}
