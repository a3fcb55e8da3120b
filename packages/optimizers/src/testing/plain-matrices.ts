/** Matrices of plain numbers, for references that owe nothing to the tensors. */
export type Matrix = number[][];

export const transposed = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));

export const product = (...matrices: readonly Matrix[]): Matrix =>
  matrices.reduce((a, b) => a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0))));

export const diagonal = (values: readonly number[]): Matrix =>
  values.map((value, i) => values.map((_, j) => (i === j ? value : 0)));

export const combined = (f: (...entries: number[]) => number, ...matrices: readonly Matrix[]): Matrix =>
  matrices[0]!.map((row, i) => row.map((_, j) => f(...matrices.map((m) => m[i]![j]!))));

/** Eigenvalues and eigenvectors (columns) of a symmetric matrix by Jacobi's rotations, largest first. */
export function jacobiEigen(symmetric: Matrix): { values: number[]; vectors: Matrix } {
  const n = symmetric.length;
  let a = symmetric.map((row) => [...row]);
  let vectors = diagonal(symmetric.map(() => 1));
  for (let sweep = 0; sweep < 60; sweep++)
    for (let p = 0; p < n; p++)
      for (let q = p + 1; q < n; q++) {
        if (a[p]![q] === 0) continue;
        const angle = Math.atan2(2 * a[p]![q]!, a[q]![q]! - a[p]![p]!) / 2;
        const rotation = diagonal(symmetric.map(() => 1));
        rotation[p]![p] = rotation[q]![q] = Math.cos(angle);
        rotation[p]![q] = Math.sin(angle);
        rotation[q]![p] = -Math.sin(angle);
        a = product(transposed(rotation), a, rotation);
        vectors = product(vectors, rotation);
      }
  const order = a.map((_, i) => i).sort((i, j) => a[j]![j]! - a[i]![i]!);
  return { values: order.map((i) => a[i]![i]!), vectors: vectors.map((row) => order.map((i) => row[i]!)) };
}

/** f of a symmetric matrix: of its eigenvalues. */
export function functionOf(symmetric: Matrix, f: (eigenvalue: number) => number): Matrix {
  const { values, vectors } = jacobiEigen(symmetric);
  return product(vectors, diagonal(values.map(f)), transposed(vectors));
}

/** Q of the QR factorization by Gram-Schmidt, twice for orthogonality; the diagonal of R is positive. */
export function gramSchmidt(a: Matrix): Matrix {
  const columns: number[][] = [];
  for (const column of transposed(a)) {
    let v = [...column];
    for (let pass = 0; pass < 2; pass++)
      for (const q of columns) {
        const overlap = q.reduce((sum, x, i) => sum + x * v[i]!, 0);
        v = v.map((x, i) => x - overlap * q[i]!);
      }
    const norm = Math.hypot(...v);
    columns.push(v.map((x) => x / norm));
  }
  return transposed(columns);
}
