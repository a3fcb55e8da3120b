import { formatShape, type Shape, ShapeError } from "@adjoint/tensor";

/** Checks that examples have at least so many axes. `wanted` is how a message writes them. @throws ShapeError. */
export function checkExample(layer: string, inputShape: Shape, least: number, wanted: string): void {
  if (!Array.isArray(inputShape))
    throw new TypeError(`${layer}: the shape of an example is needed, got ${typeof inputShape}; write ${wanted}?`);
  if (inputShape.length < least)
    throw new ShapeError(
      `${layer}: examples ${wanted} are needed, got ${formatShape(inputShape)}; leave out the batch axis only?`,
    );
}
