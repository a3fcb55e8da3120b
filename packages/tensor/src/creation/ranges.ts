import { checkDType } from "../check-type.ts";
import { allocate, type DType, holds } from "../dtype.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/**
 * The numbers from `start` (default 0) up to but without `end`, in steps of `step` (not 0, may be negative).
 * Each is start + i step, so no rounding adds up.
 * @throws RangeError when a bound is not finite, `step` is 0 or an integer type does not hold a number.
 * @example arange(5) // 0 1 2 3 4
 * @example arange(0, 10, 2) // 0 2 4 6 8
 */
export function arange(end: number): Tensor;
export function arange(start: number, end: number, step?: number, dtype?: DType): Tensor;
export function arange(first: number, second?: number, step = 1, dtype: DType = "int32"): Tensor {
  const [start, end] = second === undefined ? [0, first] : [first, second];
  if (![start, end, step].every(Number.isFinite) || step === 0)
    throw new RangeError(
      `arange: finite bounds and a step other than 0 are needed, got ${start}, ${end} and ${step}; use linspace to give a count?`,
    );
  return sequence("arange", Math.max(0, Math.ceil((end - start) / step)), (i) => start + i * step, dtype);
}

/**
 * `count` numbers from `start` to `end`, both included, evenly spaced; `start` alone for a count of 1.
 * @throws RangeError when a bound is not finite, the count is no integer from 0 up or an integer type does not hold a number.
 * @example linspace(0, 1, 5) // 0 0.25 0.5 0.75 1
 */
export function linspace(start: number, end: number, count: number, dtype: DType = "float32"): Tensor {
  if (!Number.isFinite(end - start))
    throw new RangeError(
      `linspace: finite bounds with a finite distance are needed, got ${start} and ${end}; bring them closer?`,
    );
  // From both ends, so that each bound is hit exactly.
  const at = (i: number): number => {
    const fraction = count === 1 ? 0 : i / (count - 1);
    return fraction < 0.5 ? start + fraction * (end - start) : end - (1 - fraction) * (end - start);
  };
  return sequence("linspace", count, at, dtype);
}

function sequence(name: string, count: number, at: (i: number) => number, dtype: DType): Tensor {
  if (!Number.isSafeInteger(count) || count < 0)
    throw new RangeError(`${name}: the count must be an integer from 0 up, got ${count}; round it?`);
  checkDType(name, dtype);
  const values = allocate(dtype, count);
  for (let i = 0; i < count; i++) {
    const value = at(i);
    if (!holds(dtype, value))
      throw new RangeError(`${name}: ${dtype} does not hold ${value}; choose a floating-point dtype?`);
    values[i] = value;
  }
  return fromBuffer(values, { shape: [count], dtype });
}
