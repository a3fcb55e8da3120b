import { sizeOf } from "@adjoint/tensor";
import { type DivideResults, keepsRows, PART } from "./loop-form.ts";

/** Columns that a part has: whole turns of vectors. */
const COLUMNS = 16;

/** Results are combined one by one where they all lie along one axis, which is worth a division where there are many elements. */
export const divideResults: DivideResults = (loop, axes) => {
  if (sizeOf(loop.shape) < 4 * PART) return undefined;
  const isOfResults = (axis: number): boolean =>
    loop.outputs.every(
      ({ combine }, i) =>
        !combine || axes.every(({ strides }, other) => strides[loop.inputs.length + i] === (other === axis ? 1 : 0)),
    );
  const axis = axes.findIndex((_, candidate) => isOfResults(candidate));
  const isLast = axis === axes.length - 1;
  if (axis < 0 || (isLast && keepsRows(loop))) return undefined;
  const { size } = axes[axis]!;
  const unit = isLast ? COLUMNS : 1;
  return { axis, parts: Math.ceil(size / unit), unit, size };
};
