import { formatShape, type Shape, ShapeError, type Tensor } from "@adjoint/tensor";

/** The number of spatial axes of an example. @throws ShapeError unless there are one to three. */
export function spatialRank(layer: string, inputShape: Shape): number {
  const rank = inputShape.length - 1;
  if (!(rank >= 1 && rank <= 3))
    throw new ShapeError(
      `${layer}: channels and one to three spatial axes are needed, got ${formatShape(inputShape)}; leave out the batch axis only?`,
    );
  return rank;
}

/** The operation for as many spatial axes as a batch has. */
export const byRank = <F>(layer: string, operations: readonly [F, F, F], x: Tensor): F =>
  operations[spatialRank(layer, x.shape.slice(1)) - 1]!;
