import type { DType } from "../dtype.ts";

/** The shortest decimal that reads back as the number. */
export function numeral(value: number, dtype: DType): string {
  if (dtype === "bool") return `${value > 0}`;
  if (Object.is(value, -0)) return "-0";
  if (dtype !== "float32") return `${value}`;
  let digits = 9; // that tell any two float32 apart
  while (digits > 1 && Math.fround(Number(value.toPrecision(digits - 1))) === value) digits--;
  return `${Number(value.toPrecision(digits))}`;
}
