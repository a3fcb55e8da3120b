import { tensor } from "../creation/tensor.ts";
import type { DType } from "../dtype.ts";
import { isFloat } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";

/** A tensor in a file of reference values: row-major, with NaN and the infinities as texts. */
export interface GoldenTensor {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly data: readonly (number | string | boolean)[];
}

const numbersOf = (golden: GoldenTensor): number[] => golden.data.map(Number);

/**
 * The tensor of a file. Floating-point ones take `dtype`, after rounding to float32, which held them exactly before they
 * were written down in ten digits; others keep their type (int64 becomes int32).
 */
export function fromGolden(golden: GoldenTensor, dtype: DType): Tensor {
  const isReal = golden.dtype.startsWith("float");
  const values = numbersOf(golden).map((x) => (isReal ? Math.fround(x) : x));
  const type = isReal ? dtype : golden.dtype === "bool" ? "bool" : "int32";
  return tensor(values, { shape: golden.shape, dtype: type });
}

/**
 * The largest |actual - expected| / max(|expected|, root mean square of expected), what a tolerance is compared with.
 * Infinity where one is NaN or infinite and the other is not the same.
 */
export function relativeError(actual: Tensor, expected: GoldenTensor): number {
  const wanted = numbersOf(expected);
  const got = actual.dataSync();
  if (got.length !== wanted.length || actual.shape.join() !== expected.shape.join()) return Infinity;
  const finite = wanted.filter(Number.isFinite);
  const rms = Math.sqrt(finite.reduce((total, x) => total + x * x, 0) / Math.max(1, finite.length));
  const tiny = isFloat(actual.dtype) ? 1e-37 : 0;
  return wanted.reduce((largest, x, i) => {
    if (Object.is(got[i], x) || got[i] === x) return largest;
    const error = Math.max(0, Math.abs(got[i]! - x) - tiny) / Math.max(Math.abs(x), rms);
    return Math.max(largest, Number.isNaN(error) ? Infinity : error);
  }, 0);
}
