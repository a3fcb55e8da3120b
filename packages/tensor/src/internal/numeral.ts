import type { DType } from "../dtype.ts";

/** The shortest decimal that reads back as the number. */
export function numeral(value: number, dtype: DType): string {
  if (dtype === "bool") return `${value > 0}`;
  if (Object.is(value, -0)) return "-0";
  let text = `${value}`;
  // nine digits tell any two float32 apart
  for (let digits = 9; dtype === "float32" && digits > 0; digits--) {
    const shorter = Number(value.toPrecision(digits));
    if (Math.fround(shorter) === value) text = `${shorter}`;
  }
  return text;
}
