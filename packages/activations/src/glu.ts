import { type AlongAxis, formatShape, multiply, normalizeAxis, ShapeError, split, type Tensor } from "@adjoint/tensor";
import { checkInput } from "./internal/check-input.ts";
import { sigmoid } from "./sigmoid.ts";

/**
 * Gated linear unit: a sigmoid(b), where a is the first half of x along an axis (default: the last) and b the second.
 *
 * Shapes: x [...s, 2 n, ...t] -> [...s, n, ...t].
 * @good The gate keeps a straight path for gradients.
 * @bad Needs twice the features before it.
 * @use In convolutional models of sequences.
 * @throws ShapeError when the axis is of odd size; DTypeError unless x is of a floating-point type.
 * @see Dauphin, Fan, Auli & Grangier 2017, Language modeling with gated convolutional networks, eq. 1.
 * @example glu(linear(x)) // [n, 2 d] -> [n, d]
 */
export function glu(x: Tensor, { axis = -1 }: AlongAxis = {}): Tensor {
  checkInput("glu", x);
  const along = normalizeAxis("glu", axis, x.rank);
  if (x.shape[along]! % 2 !== 0)
    throw new ShapeError(
      `glu: an axis of even size is needed, got axis ${along} of ${formatShape(x.shape)}; double it?`,
    );
  const [values, gates] = split(x, 2, { axis: along }) as [Tensor, Tensor]; // two halves were asked for
  return multiply(values, sigmoid(gates));
}
