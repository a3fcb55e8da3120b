import { checkDType } from "../check-type.ts";
import { allocate, type DType, dtypeOf, holds, type Numbers } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { describe } from "../internal/describe.ts";
import { checkShape, formatShape, type Shape, sameShape, sizeOf } from "../shape.ts";
import { fromBuffer, type Tensor } from "../tensor.ts";

/** A number, a boolean, or arrays of them nested to any depth, all of one form. */
export type NestedValues = number | boolean | readonly NestedValues[];

export interface TensorOptions {
  /** The form of flat values; nested arrays bring theirs. */
  readonly shape?: Shape;
  /** Default: the type of a typed array, `bool` for booleans, `float32` for numbers. */
  readonly dtype?: DType;
}

/**
 * A tensor of given values.
 *
 * A Float32Array, Float64Array, Int32Array or Uint8Array of the wanted type is used as it is, without a copy: do
 * not write to it afterwards.
 * @throws ShapeError when nested arrays are ragged or `shape` does not fit; DTypeError for other typed arrays;
 * RangeError when a value does not fit an integer type.
 * @example tensor([[1, 2], [3, 4]])
 * @example tensor(new Float64Array(6), { shape: [2, 3] })
 */
export function tensor(values: NestedValues | Numbers, options: TensorOptions = {}): Tensor {
  const { shape, dtype } = checkOptions("tensor", options, 'dtype: "float64"');
  const source = dtypeOf(values);
  const read: (number | boolean)[] = [];
  const own = source ? undefined : readInto(read, values as NestedValues);
  const flat = own ? read : (values as Numbers);
  const type = dtype ?? source ?? (flat.length > 0 && flat.every(isBoolean) ? "bool" : "float32");
  const form = shape ?? own ?? [flat.length];
  checkShape("tensor", form);
  checkDType("tensor", type);
  if (sizeOf(form) !== flat.length)
    throw new ShapeError(
      `tensor: shape ${formatShape(form)} holds ${sizeOf(form)} values, got ${flat.length}; give another shape?`,
    );
  return fromBuffer(source === type ? (values as Numbers) : convert(flat, type), { shape: [...form], dtype: type });
}

const isBoolean = (value: unknown): boolean => typeof value === "boolean";
const SCALAR: Shape = [];

/** Adds what nested arrays hold to a list, and gives their form, which all entries must share. */
function readInto(flat: (number | boolean)[], values: NestedValues): Shape {
  if (Array.isArray(values)) {
    let first: Shape | undefined;
    for (const entry of values) {
      const form = readInto(flat, entry);
      first ??= form;
      if (!sameShape(form, first))
        throw new ShapeError(
          `tensor: nested arrays must all have one form, got ${formatShape(first)} and ${formatShape(form)}; pad the short ones?`,
        );
    }
    return [values.length, ...(first ?? SCALAR)];
  }
  if (typeof values !== "number" && typeof values !== "boolean")
    throw new DTypeError(`tensor: numbers are needed, got ${describe(values)}; convert it with Number or Array.from?`);
  flat.push(values);
  return SCALAR;
}

/** Values as another type. An integer type takes only integers that fit it, `bool` takes anything. */
function convert(values: ArrayLike<number | boolean>, dtype: DType): Numbers {
  const converted = allocate(dtype, values.length);
  for (let i = 0; i < values.length; i++) {
    const given = Number(values[i]);
    const value = dtype === "bool" ? Number(given !== 0) : given;
    converted[i] = value;
    if (!holds(dtype, value))
      throw new RangeError(`tensor: ${dtype} does not hold ${value}; round it or choose another dtype?`);
  }
  return converted;
}
