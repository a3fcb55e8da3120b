/** The sum of x_i y_i. */
export function dot(x: Float64Array, y: Float64Array): number {
  let total = 0;
  for (let i = 0; i < x.length; i++) total += x[i]! * y[i]!;
  return total;
}

/** The Euclidean length, also where squares overflow or vanish. */
export function lengthOf(x: Float64Array): number {
  const square = dot(x, x);
  if (square > 1e-280 && square < 1e280) return Math.sqrt(square);
  let largest = 0;
  for (const entry of x) largest = Math.max(largest, Math.abs(entry)); // NaN stays NaN
  if (largest === 0 || !Number.isFinite(largest)) return largest;
  const scaled = x.map((entry) => entry / largest);
  return largest * Math.sqrt(dot(scaled, scaled));
}

/** x <- x + factor y. */
export function addInPlace(x: Float64Array, factor: number, y: Float64Array): Float64Array {
  for (let i = 0; i < x.length; i++) x[i]! += factor * y[i]!;
  return x;
}

/** x <- factor x. */
export function scaleInPlace(x: Float64Array, factor: number): Float64Array {
  for (let i = 0; i < x.length; i++) x[i]! *= factor;
  return x;
}

/** x + factor y. */
export const addScaled = (x: Float64Array, factor: number, y: Float64Array): Float64Array =>
  addInPlace(x.slice(), factor, y);

/** -x. */
export const opposite = (x: Float64Array): Float64Array => scaleInPlace(x.slice(), -1);
