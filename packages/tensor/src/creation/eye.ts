import { checkDType } from "../check-type.ts";
import { allocate, type DType } from "../dtype.ts";
import { checkShape } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/**
 * Ones on the diagonal of a [rows, columns] matrix, square by default.
 * @throws ShapeError unless the sizes are integers from 0 up.
 * @example eye(3)
 */
export function eye(rows: number, columns: number = rows, dtype: DType = "float32"): Tensor {
  const shape = [rows, columns];
  checkShape("eye", shape);
  checkDType("eye", dtype);
  const values = allocate(dtype, rows * columns);
  for (let i = 0; i < Math.min(rows, columns); i++) values[i * columns + i] = 1;
  return fromBuffer(values, { shape, dtype });
}
