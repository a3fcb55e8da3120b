import type { Numbers } from "../dtype.ts";
import type { View } from "../tensor.ts";

export interface Product {
  readonly buffer: Numbers;
  readonly offset: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const ROWS = 2; // and four columns computed at once: eight running sums and their factors fit the registers
const COLUMNS = 4;
const DEPTH = 512; // of the inner axis at a time, so that the packed panels stay in the caches
const WIDTH = 512; // of the columns at a time

/** out = A B for matrices of any strides; `out` starts as zeros and is row-major. Sums in double precision. */
export function multiplyMatrices(a: View, b: View, out: Product): void {
  const { rows, inner, columns } = out;
  if (columns < COLUMNS) return multiplyByDots(a, b, out);
  if (rows < 2 * ROWS || inner < COLUMNS) return multiplyByRows(a, b, out); // packing would cost more than it saves
  const depth = Math.min(DEPTH, inner);
  const packedA = new Float64Array(ROWS * depth);
  const packedB = new Float64Array(Math.ceil(Math.min(WIDTH, columns) / COLUMNS) * COLUMNS * depth);
  for (let k = 0; k < inner; k += DEPTH) {
    const deep = Math.min(DEPTH, inner - k);
    for (let j = 0; j < columns; j += WIDTH) {
      const wide = Math.min(WIDTH, columns - j);
      for (let panel = 0; panel < wide; panel += COLUMNS)
        pack(packedB, panel * deep, COLUMNS, b, 1, j + panel, columns, k, deep);
      for (let i = 0; i < rows; i += ROWS) {
        pack(packedA, 0, ROWS, a, 0, i, rows, k, deep);
        for (let panel = 0; panel < wide; panel += COLUMNS)
          multiplyBlock(packedA, packedB, panel * deep, deep, out, i, j + panel);
      }
    }
  }
}

/** Some rows of A (`axis` 0) or columns of B (`axis` 1) side by side, zeros beyond the last. */
function pack(
  to: Float64Array,
  at: number,
  lines: number,
  { buffer, strides, offset }: View,
  axis: 0 | 1,
  first: number,
  end: number,
  from: number,
  deep: number,
): void {
  const across = strides[axis]!;
  const along = strides[1 - axis]!;
  for (let line = 0; line < lines; line++) {
    const isThere = first + line < end;
    let place = offset + (first + line) * across + from * along;
    for (let k = 0, target = at + line; k < deep; k++, target += lines, place += along)
      to[target] = isThere ? buffer[place]! : 0;
  }
}

/** Adds the product of two packed panels to a block of the result. */
function multiplyBlock(
  a: Float64Array,
  b: Float64Array,
  startB: number,
  deep: number,
  { buffer, offset, rows, columns }: Product,
  row: number,
  column: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  for (let p = 0, q = startB; p < ROWS * deep; p += ROWS, q += COLUMNS) {
    const b0 = b[q]!;
    const b1 = b[q + 1]!;
    const b2 = b[q + 2]!;
    const b3 = b[q + 3]!;
    const a0 = a[p]!;
    s00 += a0 * b0;
    s01 += a0 * b1;
    s02 += a0 * b2;
    s03 += a0 * b3;
    const a1 = a[p + 1]!;
    s10 += a1 * b0;
    s11 += a1 * b1;
    s12 += a1 * b2;
    s13 += a1 * b3;
  }
  const at = offset + row * columns + column;
  const wide = columns - column;
  addRow(buffer, at, wide, s00, s01, s02, s03);
  if (row + 1 < rows) addRow(buffer, at + columns, wide, s10, s11, s12, s13);
}

function addRow(out: Numbers, at: number, wide: number, s0: number, s1: number, s2: number, s3: number): void {
  out[at] = out[at]! + s0;
  if (wide > 1) out[at + 1] = out[at + 1]! + s1;
  if (wide > 2) out[at + 2] = out[at + 2]! + s2;
  if (wide > 3) out[at + 3] = out[at + 3]! + s3;
}

/** One sum an element. */
function multiplyByDots(a: View, b: View, { buffer, offset, rows, inner, columns }: Product): void {
  const [rowA, alongA] = a.strides as [number, number];
  const [alongB, columnB] = b.strides as [number, number];
  for (let i = 0, at = offset; i < rows; i++)
    for (let j = 0; j < columns; j++, at++) {
      let total = 0;
      for (let k = 0, p = a.offset + i * rowA, q = b.offset + j * columnB; k < inner; k++, p += alongA, q += alongB)
        total += a.buffer[p]! * b.buffer[q]!;
      buffer[at] = buffer[at]! + total;
    }
}

/** A row of sums at a time, so that B is read in its own order. */
function multiplyByRows(a: View, b: View, { buffer, offset, rows, inner, columns }: Product): void {
  const [rowA, alongA] = a.strides as [number, number];
  const [alongB, columnB] = b.strides as [number, number];
  const sums = new Float64Array(columns);
  for (let i = 0, at = offset; i < rows; i++) {
    sums.fill(0);
    for (let k = 0, p = a.offset + i * rowA; k < inner; k++, p += alongA) {
      const factor = a.buffer[p]!;
      for (let j = 0, q = b.offset + k * alongB; j < columns; j++, q += columnB)
        sums[j] = sums[j]! + factor * b.buffer[q]!;
    }
    for (let j = 0; j < columns; j++, at++) buffer[at] = buffer[at]! + sums[j]!;
  }
}
