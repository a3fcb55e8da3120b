import { add, max, subtract, sum, type Tensor } from "@adjoint/tensor";
import { absorbingMultiply } from "./internal/absorbing-multiply.ts";
import { exampleLoss } from "./internal/example-loss.ts";
import { positivePart } from "./internal/positive-part.ts";
import type { ExampleLossOptions } from "./loss-options.ts";

/**
 * Hinge loss against the best wrong class: max(0, 1 + max((1 - t) p) - sum(t p)), for predictions p and one-hot targets
 * t. Its gradient at the kink is 0; equal best classes share it.
 *
 * Shapes: predictions [...s, classes], targets the same -> [] ("mean", "sum") or [...s] ("none"). The entry of the
 * right class takes part in the maximum as 0.
 * @good Looks only at the strongest wrong class.
 * @bad Sparse gradients.
 * @use For margins with one-hot labels.
 * @throws ShapeError when the shapes differ or there are no classes; DTypeError unless both are of one floating-point
 * type.
 * @see Crammer, Singer 2001, Journal of Machine Learning Research 2
 * @example categoricalHinge(tensor([[0.2, 0.5, -1]]), tensor([[1, 0, 0]])) // 1.3
 */
export const categoricalHinge = (predictions: Tensor, targets: Tensor, options?: ExampleLossOptions): Tensor =>
  exampleLoss("categoricalHinge", [predictions, targets], options, ([p, t], axis) => {
    const right = sum(absorbingMultiply(t, p), { axis });
    const wrong = max(absorbingMultiply(subtract(1, t), p), { axis });
    return positivePart(add(subtract(wrong, right), 1));
  });
