/**
 * A = L L^T: the lower triangular factor [n, n] of a row-major matrix, of which the lower triangle is read.
 * Returns the place of the first pivot that is not positive instead, if there is one; NaN passes through.
 */
export function factorCholesky(a: Float64Array, n: number): Float64Array | number {
  const l = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let rest = a[i * n + j]!;
      for (let p = i * n, q = j * n, end = p + j; p < end; p++, q++) rest -= l[p]! * l[q]!;
      if (j < i) l[i * n + j] = rest / l[j * n + j]!;
      else if (rest <= 0) return i;
      else l[i * n + i] = Math.sqrt(rest);
    }
  return l;
}
