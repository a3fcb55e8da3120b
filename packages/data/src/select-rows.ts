import { type Tensor, take } from "@adjoint/tensor";
import { mapTensors, type Rows, rowCount } from "./rows.ts";

/**
 * Some rows of every tensor, in the order of the indices; negative ones count from the end.
 *
 * Shapes: tensors [n, ...s], indices [m] (int32) -> tensors [m, ...s].
 * @throws what `rowCount` and `take` throw.
 * @example for (const { train, test } of kFold(rowCount(dataset), 5)) fit(selectRows(dataset, train))
 */
export function selectRows<R extends Rows<R>>(data: R, indices: Tensor): R {
  rowCount(data, "selectRows");
  return mapTensors(data, (t) => take(t, indices));
}
