import {
  broadcastShapes,
  checkTensor,
  constantOf,
  divide,
  equal,
  expandTo,
  formatShape,
  multiply,
  type Shape,
  ShapeError,
  sameShape,
  sumTo,
  type Tensor,
  where,
} from "@adjoint/tensor";
import type { LossOptions } from "../loss-options.ts";

/** Weights or a mask, in the shape of the losses: they may stretch, the losses may not. */
export function fit(name: string, what: string, x: Tensor, shape: Shape): Tensor {
  checkTensor(`${name}: ${what}`, x);
  if (!sameShape(broadcastShapes(name, [x.shape, shape]), shape))
    throw new ShapeError(
      `${name}: ${what} must broadcast to the losses, ${formatShape(shape)}, got ${formatShape(x.shape)}; reshape?`,
    );
  return expandTo(x, shape);
}

/**
 * The one rule: mean = sum(weight * loss) / sum(weight) over what the mask keeps, 0 where those weights sum to 0.
 * The mask has the shape of the losses, and masked losses were computed from harmless inputs: a NaN that is selected
 * away here would come back in the gradient.
 */
export function reduce(
  name: string,
  loss: Tensor,
  { reduction = "mean", weights }: LossOptions,
  mask: Tensor | undefined,
): Tensor {
  if (!["mean", "sum", "none"].includes(reduction))
    throw new RangeError(`${name}: reduction is "mean", "sum" or "none", got "${reduction}"; choose one?`);
  const fitted = weights && fit(name, "weights", weights, loss.shape);
  const scale = mask ? where(mask, fitted ?? constantOf(loss, 1), 0) : fitted;
  const scaled = fitted ? multiply(loss, scale!) : loss;
  const kept = mask ? where(mask, scaled, 0) : scaled;
  if (reduction === "none") return kept;
  const sum = sumTo(kept, []);
  if (reduction === "sum") return sum;
  if (!scale) return divide(sum, loss.size || 1);
  const count = sumTo(scale, []);
  const isNothing = equal(count, 0);
  // the divisor is selected as well: 0 / 0 has no derivative that a later selection could take out
  return where(isNothing, 0, divide(sum, where(isNothing, 1, count)));
}
