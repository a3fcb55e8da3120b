import type { DType } from "../dtype.ts";
import type { Tensor } from "../tensor.ts";

const SHOWN_AT_EDGES = 3;

/** Nested brackets; an axis longer than seven shows its first and last three entries. */
export function format({ shape, dtype, view }: Tensor): string {
  const { buffer, strides, offset } = view!;
  const nest = (axis: number, at: number): string => {
    if (axis === shape.length) return numeral(buffer[at]!, dtype);
    const entries = (from: number, to: number): string =>
      Array.from({ length: to - from }, (_, i) => nest(axis + 1, at + (from + i) * strides[axis]!)).join(", ");
    const n = shape[axis]!;
    if (n <= 2 * SHOWN_AT_EDGES + 1) return `[${entries(0, n)}]`;
    return `[${entries(0, SHOWN_AT_EDGES)}, ..., ${entries(n - SHOWN_AT_EDGES, n)}]`;
  };
  return nest(0, offset);
}

/** The shortest decimal that reads back as the number. */
function numeral(value: number, dtype: DType): string {
  if (dtype === "bool") return value ? "true" : "false";
  if (Object.is(value, -0)) return "-0";
  if (dtype !== "float32" || !Number.isFinite(value)) return String(value);
  let digits = 1; // nine tell any two float32 apart
  while (Math.fround(Number(value.toPrecision(digits))) !== value) digits++;
  return String(Number(value.toPrecision(digits)));
}
