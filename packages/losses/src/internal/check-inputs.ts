import { checkType, DTypeError, formatShape, isTensor, ShapeError, sameShape, type Tensor } from "@adjoint/tensor";

/**
 * Tensors of one shape and one floating-point type. Nothing broadcasts here: predictions [n] against targets [n,1]
 * would be a loss of n x n pairs.
 */
export function checkInputs(name: string, inputs: readonly Tensor[]): void {
  const [first] = inputs;
  for (const x of inputs) {
    if (!isTensor(x)) throw new TypeError(`${name}: tensors are needed, got ${typeof x}; make it a tensor(...)?`);
    checkType(name, "float", x.dtype);
    if (x.dtype !== first!.dtype)
      throw new DTypeError(`${name}: types must match, got ${first!.dtype} and ${x.dtype}; cast one?`);
    if (!sameShape(x.shape, first!.shape))
      throw new ShapeError(
        `${name}: inputs must have the same shape, got ${formatShape(first!.shape)} and ${formatShape(x.shape)}; reshape one?`,
      );
  }
}
