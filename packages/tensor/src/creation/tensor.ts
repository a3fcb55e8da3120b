import { checkDType } from "../check-type.ts";
import { allocate, type DType, dtypeOf, holds, type Numbers } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { checkOptions } from "../internal/check-options.ts";
import { describe } from "../internal/describe.ts";
import { checkShape, formatShape, type Shape, sizeOf } from "../shape.ts";
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
  const nested = source === undefined ? flatten(values as NestedValues) : undefined;
  const flat = nested ? nested.flat : (values as Numbers);
  const type = dtype ?? source ?? (nested?.allBooleans ? "bool" : "float32");
  const form = shape ?? nested?.shape ?? [flat.length];
  checkShape("tensor", form);
  checkDType("tensor", type);
  if (sizeOf(form) !== flat.length)
    throw new ShapeError(
      `tensor: shape ${formatShape(form)} holds ${sizeOf(form)} values, got ${flat.length}; give another shape?`,
    );
  return fromBuffer(source === type ? (values as Numbers) : convert(flat, type), { shape: [...form], dtype: type });
}

function flatten(values: NestedValues): { flat: number[]; shape: number[]; allBooleans: boolean } {
  const shape: number[] = [];
  for (let level: NestedValues | undefined = values; Array.isArray(level); level = level[0]) shape.push(level.length);
  const flat: number[] = [];
  let booleans = 0;
  const visit = (value: NestedValues, axis: number): void => {
    if (typeof value === "number" || typeof value === "boolean") {
      if (axis !== shape.length) throw new ShapeError(ragged(shape));
      if (typeof value === "boolean") booleans++;
      flat.push(Number(value));
    } else if (Array.isArray(value)) {
      if (axis === shape.length || value.length !== shape[axis]) throw new ShapeError(ragged(shape));
      for (const entry of value) visit(entry, axis + 1);
    } else
      throw new DTypeError(`tensor: numbers are needed, got ${describe(value)}; convert it with Number or Array.from?`);
  };
  visit(values, 0);
  return { flat, shape, allBooleans: booleans > 0 && booleans === flat.length };
}

const ragged = (shape: Shape): string =>
  `tensor: nested arrays must all have the form of the first, ${formatShape(shape)}, got another; pad the short ones?`;

/** Values as another type. An integer type takes only integers that fit it, `bool` takes anything. */
function convert(values: ArrayLike<number>, dtype: DType): Numbers {
  const converted = allocate(dtype, values.length);
  for (let i = 0; i < values.length; i++) {
    const value = dtype === "bool" ? Number(values[i] !== 0) : values[i]!;
    converted[i] = value;
    if (!holds(dtype, value))
      throw new RangeError(`tensor: ${dtype} does not hold ${value}; round it or choose another dtype?`);
  }
  return converted;
}
