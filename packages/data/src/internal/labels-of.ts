import { DTypeError, formatShape, isTensor, type Numbers, ShapeError } from "@adjoint/tensor";
import type { Rows } from "../rows.ts";

/** The labels of a data set by their name. @throws TypeError when there are none, DTypeError or ShapeError unless int [n]. */
export function labelsOf<R extends Rows<R>>(operation: string, data: R, name: string): Numbers {
  const labels: unknown = Object.entries<unknown>(data).find(([field]) => field === name)?.[1];
  if (!isTensor(labels))
    throw new TypeError(
      `${operation}: balanced names a tensor of the data (${Object.keys(data).join(", ")}), got ${JSON.stringify(name)}; check the name?`,
    );
  if (labels.dtype !== "int32" && labels.dtype !== "uint8")
    throw new DTypeError(
      `${operation}: labels to balance are int32 or uint8, got ${labels.dtype}; pass class indices?`,
    );
  if (labels.rank !== 1)
    throw new ShapeError(`${operation}: labels to balance are [n], got ${formatShape(labels.shape)}; one a row?`);
  return labels.dataSync();
}
