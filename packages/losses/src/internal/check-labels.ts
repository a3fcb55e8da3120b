import { castTo, DTypeError, less, type Shape, type Tensor, where } from "@adjoint/tensor";
import { checkShapeOf } from "./check-inputs.ts";

/** Labels (or lengths) as `int32`, of a shape that the other inputs give. */
export function checkLabels(name: string, what: string, labels: Tensor, shape: Shape): Tensor {
  checkShapeOf(name, what, labels, shape);
  if (labels.dtype !== "int32" && labels.dtype !== "uint8")
    throw new DTypeError(`${name}: ${what} are int32 or uint8, got ${labels.dtype}; cast them?`);
  return castTo(labels, "int32");
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
