import type { DType } from "../dtype.ts";

/** The largest number of a floating-point type that is less than a finite x of that type. */
export function nextBelow(x: number, dtype: DType): number {
  const isSingle = dtype === "float32";
  if (x === 0) return isSingle ? -(2 ** -149) : -(2 ** -1074);
  // as integers, floating-point numbers of one sign are in order of their size
  const value = isSingle ? Float32Array.of(x) : Float64Array.of(x);
  const step = x > 0 ? -1 : 1;
  if (isSingle) new Int32Array(value.buffer)[0]! += step;
  else new BigInt64Array(value.buffer)[0]! += BigInt(step);
  return value[0]!;
}
