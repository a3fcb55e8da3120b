/**
 * The sign of the largest entry of a vector, of the first one where others are as large up to rounding: what makes
 * a vector that is determined up to its sign unique.
 */
export function dominantSign(values: Float64Array, start: number, step: number, count: number): 1 | -1 {
  let largest = 0;
  for (let i = 0, p = start; i < count; i++, p += step) largest = Math.max(largest, Math.abs(values[p]!));
  for (let i = 0, p = start; i < count; i++, p += step)
    if (Math.abs(values[p]!) >= largest * (1 - 1e-8)) return values[p]! < 0 ? -1 : 1;
  return 1;
}
