/** Row i becomes c row_i - s row_j, row j becomes s row_i + c row_j; c >= 0. */
export function rotateRows(a: Float64Array, columns: number, i: number, j: number, c: number, s: number): void {
  const tau = s / (1 + c); // what is added is small where the angle is: fewer rounding errors add up
  for (let p = i * columns, q = j * columns, end = p + columns; p < end; p++, q++) {
    const [x, y] = [a[p]!, a[q]!];
    a[p] = x - s * (y + tau * x);
    a[q] = y + s * (x - tau * y);
  }
}
