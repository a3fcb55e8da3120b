import { matmul, moveAxis, multiply, reshape, sizeOf, square, sum, swapLastAxes, type Tensor } from "@adjoint/tensor";

/** The slices across one axis as the rows of a matrix: [n, everything else]. */
function unfold(x: Tensor, axis: number): Tensor {
  const rest = x.shape.filter((_, i) => i !== axis);
  return reshape(moveAxis(x, axis, 0), [x.shape[axis]!, sizeOf(rest)]);
}

/** The products of all pairs of slices across one axis, X X^T of the unfolded X: [n, n]. */
export function gramAlong(x: Tensor, axis: number): Tensor {
  const rows = unfold(x, axis);
  return matmul(rows, swapLastAxes(rows));
}

/** The products of the slices across one axis with themselves, the diagonal of the former: [n]. */
export const squaresAlong = (x: Tensor, axis: number): Tensor => sum(square(unfold(x, axis)), { axis: 1 });

/** x with each of its vectors along one axis multiplied by a matrix [n, n], or entry by entry by a vector [n]. */
export function multiplyAlong(factor: Tensor, x: Tensor, axis: number): Tensor {
  if (factor.rank === 1)
    return multiply(
      x,
      reshape(
        factor,
        x.shape.map((n, i) => (i === axis ? n : 1)),
      ),
    );
  const moved = moveAxis(x, axis, 0);
  return moveAxis(reshape(matmul(factor, unfold(x, axis)), moved.shape), 0, axis);
}
