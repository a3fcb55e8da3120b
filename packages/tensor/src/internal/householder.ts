/**
 * A reflection H = I - weight v v^T that makes a vector x a multiple of the first unit vector. In place: x[1...] becomes
 * v[1...], where v[0] = 1, and x[0] becomes the multiple.
 * @see Golub, Van Loan 2013, Matrix computations, section 5.1.3
 */
export function reflect(x: Float64Array, start: number, step: number, count: number): number {
  let squares = 0;
  for (let i = 1, p = start + step; i < count; i++, p += step) squares += x[p]! * x[p]!;
  if (squares === 0) {
    for (let i = 1, p = start + step; i < count; i++, p += step) x[p] = 0;
    return 0;
  }
  const first = x[start]!;
  const size = Math.sqrt(first * first + squares);
  // the sign that does not cancel
  const image = first > 0 ? -size : size;
  for (let i = 1, p = start + step; i < count; i++, p += step) x[p] = x[p]! / (first - image);
  x[start] = image;
  return (image - first) / image;
}
