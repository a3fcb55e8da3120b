import { checkTensor } from "../check-tensor.ts";
import { checkDType } from "../check-type.ts";
import { arange } from "../creation/ranges.ts";
import { type DType, isFloat } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { cast } from "../primitives/cast.ts";
import { equal } from "../primitives/comparison.ts";
import type { Tensor } from "../tensor.ts";
import { expandDims } from "./axes.ts";

/**
 * 1 at the index, else 0, along a new last axis of size `count`; an index out of range gives zeros alone.
 *
 * Shapes: indices [...s] (integers) -> [...s, count].
 * @throws DTypeError unless the indices are integers; RangeError unless `count` is an integer from 0 up.
 * @example oneHot(labels, 10)
 */
export function oneHot(indices: Tensor, count: number, dtype: DType = "float32"): Tensor {
  checkTensor("oneHot", indices);
  checkDType("oneHot", dtype);
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`oneHot: the count must be an integer from 0 up, got ${count}; how many classes are there?`);
  if (isFloat(indices.dtype) || indices.dtype === "bool")
    throw new DTypeError(`oneHot: indices are int32 or uint8, got ${indices.dtype}; cast them?`);
  return cast(equal(expandDims(cast(indices, "int32"), -1), arange(0, count)), dtype);
}
