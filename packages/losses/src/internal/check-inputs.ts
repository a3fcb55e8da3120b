import { checkTensor, commonType, formatShape, type Shape, ShapeError, sameShape, type Tensor } from "@adjoint/tensor";

/**
 * Tensors of one shape and one floating-point type. Nothing broadcasts here: predictions [n] against targets [n,1]
 * would be a loss of n x n pairs.
 */
export function checkInputs(name: string, inputs: readonly Tensor[]): void {
  commonType(name, "float", inputs);
  for (const { shape } of inputs)
    if (!sameShape(shape, inputs[0]!.shape))
      throw new ShapeError(
        `${name}: inputs must have the same shape, got ${formatShape(inputs[0]!.shape)} and ${formatShape(shape)}; reshape one?`,
      );
}

/** One input of a shape that the others give. */
export function checkShapeOf(name: string, what: string, x: Tensor, shape: Shape): void {
  checkTensor(`${name}: ${what}`, x);
  if (!sameShape(x.shape, shape))
    throw new ShapeError(
      `${name}: ${what} of shape ${formatShape(shape)} are needed, got ${formatShape(x.shape)}; reshape?`,
    );
}
