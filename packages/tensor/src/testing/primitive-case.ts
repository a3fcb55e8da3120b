import { type NestedValues, tensor } from "../creation/tensor.ts";
import type { DType } from "../dtype.ts";
import { type Shape, sizeOf } from "../shape.ts";
import { fromBuffer, type NestedNumbers, type Tensor } from "../tensor.ts";

/** An input of a case: values given, or values spread over [low, high] (default [-2, 2]) away from its kinks. */
export interface CaseInput {
  readonly shape?: Shape;
  readonly low?: number;
  readonly high?: number;
  readonly values?: NestedValues;
  /** Default: the floating-point type under test. */
  readonly dtype?: DType;
}

/**
 * One row: an operation on sample inputs, and what it must give. The value test, the gradient check, the conformance
 * test of every target and the benchmark all read the same rows.
 */
export interface PrimitiveCase {
  /** What is tried, such as "slice with steps". */
  readonly name: string;
  readonly inputs: readonly CaseInput[];
  readonly run: (...inputs: Tensor[]) => Tensor;
  /** The same on nested arrays, written as naively as possible. */
  readonly reference: (...inputs: never[]) => NestedNumbers;
  /** No derivative is asked for: the operation has none, or it is 0 everywhere. */
  readonly isConstant?: boolean;
}

/** The inputs of a row as tensors, the same at each call. */
export function sampleInputs({ inputs, name }: PrimitiveCase, dtype: DType): Tensor[] {
  return inputs.map((input, k) => {
    const type = input.dtype ?? dtype;
    if (input.values !== undefined) return tensor(input.values, { dtype: type });
    const { shape = [2, 3], low = -2, high = 2 } = input;
    const values = Float64Array.from({ length: sizeOf(shape) }, (_, i) => spread(i + 31 * k + name.length, low, high));
    // what float32 holds exactly, so that all types see the same numbers
    const rounded = type === "float64" ? values.map(Math.fround) : Float32Array.from(values);
    return fromBuffer(rounded, { shape, dtype: type });
  });
}

/** Numbers without structure, no two alike, and none within 0.02 (high - low) of the middle. */
function spread(i: number, low: number, high: number): number {
  const fraction = ((i + 1) * 0.6180339887498949) % 1;
  const apart = fraction < 0.5 ? fraction * 0.96 : 0.04 + fraction * 0.96;
  return low + apart * (high - low);
}
