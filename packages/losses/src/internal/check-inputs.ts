import {
  checkType,
  DTypeError,
  formatShape,
  isTensor,
  type Shape,
  ShapeError,
  sameShape,
  type Tensor,
} from "@adjoint/tensor";

/** Tensors of one floating-point type. */
export function checkTypes(name: string, inputs: readonly Tensor[]): void {
  for (const x of inputs) {
    if (!isTensor(x)) throw new TypeError(`${name}: tensors are needed, got ${typeof x}; make it a tensor(...)?`);
    checkType(name, "float", x.dtype);
    if (x.dtype !== inputs[0]!.dtype)
      throw new DTypeError(`${name}: types must match, got ${inputs[0]!.dtype} and ${x.dtype}; cast one?`);
  }
}

/**
 * Tensors of one shape and one floating-point type. Nothing broadcasts here: predictions [n] against targets [n,1]
 * would be a loss of n x n pairs.
 */
export function checkInputs(name: string, inputs: readonly Tensor[]): void {
  checkTypes(name, inputs);
  for (const { shape } of inputs)
    if (!sameShape(shape, inputs[0]!.shape))
      throw new ShapeError(
        `${name}: inputs must have the same shape, got ${formatShape(inputs[0]!.shape)} and ${formatShape(shape)}; reshape one?`,
      );
}

/** One input of a shape that the others give. */
export function checkShapeOf(name: string, what: string, x: Tensor, shape: Shape): void {
  if (!isTensor(x)) throw new TypeError(`${name}: ${what} must be a tensor, got ${typeof x}; make it a tensor(...)?`);
  if (!sameShape(x.shape, shape))
    throw new ShapeError(
      `${name}: ${what} of shape ${formatShape(shape)} are needed, got ${formatShape(x.shape)}; reshape?`,
    );
}
