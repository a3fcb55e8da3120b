import { cast, flip, isFloat, type NestedNumbers, type Tensor, transpose } from "@adjoint/tensor";
import { type PrimitiveCase, sampleInputs } from "@adjoint/tensor/testing";
import { checkClose } from "./conformance-error.ts";

export interface CheckValueOptions {
  /** The largest error allowed, relative to max(1, |expected|); default 2e-6 in float32, 1e-12 in float64. */
  readonly tolerance?: number;
}

/**
 * The operation gives what its naive reference gives, for contiguous inputs and for views with other strides.
 * @throws ConformanceError that names the row and the entry.
 * @example test.each(rows)("$name", (row) => checkValue(row, "float32"))
 */
export function checkValue(
  row: PrimitiveCase,
  dtype: "float32" | "float64",
  { tolerance = dtype === "float32" ? 2e-6 : 1e-12 }: CheckValueOptions = {},
): void {
  const inputs = sampleInputs(row, dtype);
  const expected = row.reference(...(inputs.map((x) => x.toArray()) as never[])); // a reference knows its own inputs
  const check = (what: string, got: Tensor): void =>
    checkClose(`${row.name} in ${dtype}${what}`, got, shapeOf(expected), flat(expected), tolerance);
  check("", row.run(...inputs));
  check(" of views", row.run(...inputs.map((x) => (isFloat(x.dtype) ? scrambled(x) : x))));
}

/** The same values behind other strides: every axis reversed in the buffer, and the axes in reverse order. */
function scrambled(x: Tensor): Tensor {
  const stored = transpose(flip(x));
  const other = x.dtype === "float64" ? "float32" : "float64"; // a cast copies; samples survive both
  return transpose(flip(x.rank ? cast(cast(stored, other), x.dtype) : stored));
}

const flat = (nested: NestedNumbers): number[] => (Array.isArray(nested) ? nested.flatMap(flat) : [nested]);

const shapeOf = (nested: NestedNumbers): number[] =>
  Array.isArray(nested) ? [nested.length, ...(nested.length ? shapeOf(nested[0]!) : [])] : [];
