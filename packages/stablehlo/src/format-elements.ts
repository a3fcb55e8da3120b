import { allocate, type DType, type Shape } from "@adjoint/tensor";

/** Longer constants are written as bytes. */
export const LONGEST_LIST = 64;

/** The elements of a constant as they stand in `dense<...>`: one number for all, nested lists, or bytes. */
export function formatElements(dtype: DType, values: ArrayLike<number>, shape: Shape): string {
  if (shape.length === 0) return formatElement(dtype, values[0]!);
  if (values.length > LONGEST_LIST && dtype !== "bool") return `"0x${hexOf(dtype, values)}"`;
  let at = 0;
  const nest = (axis: number): string =>
    axis === shape.length
      ? formatElement(dtype, values[at++]!)
      : `[${Array.from({ length: shape[axis]! }, () => nest(axis + 1)).join(", ")}]`;
  return values.length === 0 ? "" : nest(0);
}

function formatElement(dtype: DType, value: number): string {
  if (dtype === "bool") return value === 0 ? "false" : "true";
  if (dtype === "int32" || dtype === "uint8") return String(value);
  if (!Number.isFinite(value)) return `0x${reversed(hexOf(dtype, [value])).toUpperCase()}`; // literals are numbers alone
  const text = Object.is(value, -0) ? "-0" : String(value);
  return /[.]/.test(text) ? text : text.replace(/^-?\d+/, "$&.0");
}

/** The bytes in memory, little end first. */
function hexOf(dtype: DType, values: ArrayLike<number>): string {
  const stored = allocate(dtype, values.length);
  stored.set(values);
  return Array.from(new Uint8Array(stored.buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

const reversed = (hex: string): string => (hex.match(/../g) ?? []).reverse().join("");
