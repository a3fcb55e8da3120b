import {
  cast,
  DTypeError,
  formatShape,
  isTensor,
  less,
  type Shape,
  ShapeError,
  sameShape,
  type Tensor,
  where,
} from "@adjoint/tensor";

/** Labels as `int32`, of the shape that the losses have. */
export function checkLabels(name: string, labels: Tensor, shape: Shape): Tensor {
  if (!isTensor(labels)) throw new TypeError(`${name}: labels must be a tensor, got ${typeof labels}; make it one?`);
  if (labels.dtype !== "int32" && labels.dtype !== "uint8")
    throw new DTypeError(`${name}: labels are int32 or uint8, got ${labels.dtype}; cast them?`);
  if (!sameShape(labels.shape, shape))
    throw new ShapeError(
      `${name}: labels of shape ${formatShape(shape)} are needed, got ${formatShape(labels.shape)}; reshape them?`,
    );
  return cast(labels, "int32");
}

/**
 * Labels that are no class throw here, by name, when they have values. A stand-in for labels has none: its negative
 * ones, which would count from the end, are moved out of range, where `take` throws when the program runs.
 */
export function checkRange(name: string, labels: Tensor, classes: number): Tensor {
  if (!labels.view) return where(less(labels, 0), classes, labels);
  for (const label of labels.dataSync())
    if (label < 0 || label >= classes)
      throw new RangeError(`${name}: labels go from 0 to ${classes - 1}, got ${label}; mask it, or set ignoreIndex?`);
  return labels;
}
