/** Which triangle of a matrix is meant, and how it is read. */
export interface Triangle {
  /** The lower triangle is read, else the upper one. The other is never touched. */
  readonly lower: boolean;
  /** The transpose of the triangle is meant. */
  readonly transposed: boolean;
  /** The diagonal is not read: it is 1. */
  readonly unitDiagonal: boolean;
}

/** Overwrites B [n, columns] with T^-1 B, T a triangle of a row-major matrix [n, n]. */
export function solveTriangular(
  a: Float64Array,
  n: number,
  b: Float64Array,
  { lower, transposed, unitDiagonal }: Triangle,
): void {
  const columns = n === 0 ? 0 : b.length / n;
  const [down, along] = transposed ? [1, n] : [n, 1];
  const isForward = lower !== transposed;
  for (let k = 0; k < n; k++) {
    const i = isForward ? k : n - 1 - k;
    const row = i * columns;
    const [from, to] = isForward ? [0, i] : [i + 1, n];
    for (let j = from; j < to; j++) {
      const factor = a[i * down + j * along]!;
      for (let p = row, q = j * columns; p < row + columns; p++, q++) b[p] = b[p]! - factor * b[q]!;
    }
    if (unitDiagonal) continue;
    const pivot = a[i * n + i]!;
    for (let p = row; p < row + columns; p++) b[p] = b[p]! / pivot;
  }
}

/** The place of the first 0 on the diagonal, -1 if there is none. */
export function zeroOnDiagonal(a: Float64Array, n: number): number {
  for (let i = 0; i < n; i++) if (a[i * n + i] === 0) return i;
  return -1;
}
