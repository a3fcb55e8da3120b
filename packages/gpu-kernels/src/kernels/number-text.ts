/** A finite number in the language of kernels. */
export function numberText(value: number): string {
  const text = String(value);
  return value < 0 || Object.is(value, -0) ? `(-${String(Math.abs(value))})` : text;
}
