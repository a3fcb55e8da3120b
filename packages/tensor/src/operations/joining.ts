import { commonType } from "../align.ts";
import { checkTensor, checkTensors } from "../check-tensor.ts";
import { ShapeError } from "../errors.ts";
import { checkList } from "../internal/check-list.ts";
import { checkOptions } from "../internal/check-options.ts";
import { expandTo } from "../primitives/broadcast.ts";
import { reshapeTo } from "../primitives/reshape.ts";
import { concat, slice } from "../primitives/slice-pad-concat.ts";
import { formatShape, normalizeAxis, type Shape, sameShape } from "../shape.ts";
import type { Tensor } from "../tensor.ts";
import { expandDims } from "./axes.ts";

interface AxisOption {
  readonly axis?: number | undefined;
}

/**
 * Tensors of one shape behind each other along a new axis.
 * @throws ShapeError when there are none, or when shapes differ; DTypeError when types differ.
 * @example stack([a, b]) // [n] and [n] -> [2, n]
 */
export function stack(tensors: readonly Tensor[], options: AxisOption = {}): Tensor {
  const { axis = 0 } = checkOptions("stack", options);
  checkTensors("stack", tensors);
  const [first] = tensors;
  if (!first) throw new ShapeError("stack: at least one tensor is needed, got none; start from zeros([0, ...])?");
  const along = normalizeAxis("stack", axis, first.rank + 1);
  commonType("stack", "any", tensors);
  for (const { shape } of tensors)
    if (!sameShape(shape, first.shape))
      throw new ShapeError(
        `stack: shapes must agree, got ${formatShape(first.shape)} and ${formatShape(shape)}; pad or broadcast one?`,
      );
  return concat(
    tensors.map((t) => expandDims(t, along)),
    { axis: along },
  );
}

/**
 * Cuts an axis into a number of equal parts, or into parts of the sizes given. Views.
 * @throws ShapeError when the parts do not add up to the axis; RangeError for a number of parts below 1 or a size below
 * 0.
 * @example split(x, 3) // [6] -> [2], [2] and [2]
 * @example split(x, [1, 5]) // [6] -> [1] and [5]
 */
export function split(x: Tensor, parts: number | readonly number[], options: AxisOption = {}): Tensor[] {
  const { axis = 0 } = checkOptions("split", options);
  checkTensor("split", x);
  const along = normalizeAxis("split", axis, x.rank);
  const sizes = sizesOf(parts, x.shape[along]!, along);
  let end = 0;
  return sizes.map((n) => {
    const start = end;
    end += n;
    return slice(
      x,
      x.shape.map((_, i) => (i === along ? [start, start + n] : null)),
    );
  });
}

function sizesOf(parts: number | readonly number[], size: number, axis: number): readonly number[] {
  if (typeof parts === "number") {
    checkCount("split", "number of parts", parts, 1);
    if (size % parts !== 0)
      throw new ShapeError(
        `split: axis ${axis} of size ${size} has no ${parts} equal parts; give their sizes, as in split(x, [2, 3])?`,
      );
    return new Array<number>(parts).fill(size / parts);
  }
  checkList("split", "sizes", parts);
  for (const n of parts) checkCount("split", "size of a part", n, 0);
  if (parts.reduce((total, n) => total + n, 0) !== size)
    throw new ShapeError(
      `split: sizes must add up to the ${size} of axis ${axis}, got ${formatShape(parts)}; change the last one?`,
    );
  return parts;
}

/**
 * The whole tensor repeated along each axis; missing counts in front are 1.
 * @throws RangeError for a count that is no integer from 0 up.
 * @example tile(row, [3, 1])
 */
export function tile(x: Tensor, counts: Shape): Tensor {
  checkTensor("tile", x);
  checkList("tile", "counts", counts);
  for (const count of counts) checkCount("tile", "count", count, 0);
  const rank = Math.max(x.rank, counts.length);
  const sizes = [...new Array<number>(rank - x.rank).fill(1), ...x.shape];
  const times = [...new Array<number>(rank - counts.length).fill(1), ...counts];
  // [n, m] by [a, b] is [1, n, 1, m] stretched to [a, n, b, m], seen as [a n, b m]
  const apart = reshapeTo(
    x,
    sizes.flatMap((n) => [1, n]),
  );
  const stretched = expandTo(
    apart,
    sizes.flatMap((n, i) => [times[i]!, n]),
  );
  return reshapeTo(
    stretched,
    sizes.map((n, i) => n * times[i]!),
  );
}

/**
 * Each entry of an axis (default: the first) `count` times in a row.
 * @throws RangeError for a count that is no integer from 0 up.
 * @example repeat(labels, 2) // a a b b
 */
export function repeat(x: Tensor, count: number, options: AxisOption = {}): Tensor {
  const { axis = 0 } = checkOptions("repeat", options);
  checkTensor("repeat", x);
  checkCount("repeat", "count", count, 0);
  const along = normalizeAxis("repeat", axis, x.rank);
  const apart = expandDims(x, along + 1);
  const stretched = expandTo(
    apart,
    apart.shape.map((n, i) => (i === along + 1 ? count : n)),
  );
  return reshapeTo(
    stretched,
    x.shape.map((n, i) => (i === along ? n * count : n)),
  );
}

function checkCount(name: string, what: string, count: number, least: 0 | 1): void {
  if (!Number.isSafeInteger(count) || count < least)
    throw new RangeError(`${name}: the ${what} must be an integer from ${least} up, got ${count}; round it?`);
}
