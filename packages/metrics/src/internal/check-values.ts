import { checkTensor, checkType, formatShape, sameShape, ShapeError, type Tensor } from "@adjoint/tensor";

/** @throws ShapeError unless predictions and targets have one shape; DTypeError unless they are floating-point. */
export function checkValues(name: string, predictions: Tensor, targets: Tensor): void {
  for (const t of [predictions, targets]) {
    checkTensor(name, t);
    checkType(name, "float", t.dtype);
  }
  if (!sameShape(predictions.shape, targets.shape))
    throw new ShapeError(
      `${name}: a prediction for each target is needed, got ${formatShape(predictions.shape)} for ${formatShape(targets.shape)}; reshape one?`,
    );
}
