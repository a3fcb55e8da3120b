import type { Numbers } from "../dtype.ts";
import type { View } from "../tensor.ts";

export interface Product {
  readonly buffer: Numbers;
  readonly offset: number;
  readonly rows: number;
  readonly inner: number;
  readonly columns: number;
}

const BLOCK = 4; // rows and columns computed at once: 16 running sums fit the registers
const DEPTH = 512; // of the inner axis at a time, so that the packed panels stay in the caches
const WIDTH = 512; // of the columns at a time

/** out = A B for matrices of any strides; `out` starts as zeros and is row-major. Sums in double precision. */
export function multiplyMatrices(a: View, b: View, out: Product): void {
  const { rows, inner, columns } = out;
  if (rows < BLOCK || columns < BLOCK || inner < BLOCK) return multiplyThin(a, b, out);
  const depth = Math.min(DEPTH, inner);
  const packedA = new Float64Array(BLOCK * depth);
  const packedB = new Float64Array(Math.ceil(Math.min(WIDTH, columns) / BLOCK) * BLOCK * depth);
  for (let k = 0; k < inner; k += DEPTH) {
    const deep = Math.min(DEPTH, inner - k);
    for (let j = 0; j < columns; j += WIDTH) {
      const wide = Math.min(WIDTH, columns - j);
      for (let panel = 0; panel < wide; panel += BLOCK)
        pack(packedB, panel * deep, b, 1, j + panel, Math.min(BLOCK, wide - panel), k, deep);
      for (let i = 0; i < rows; i += BLOCK) {
        const high = Math.min(BLOCK, rows - i);
        pack(packedA, 0, a, 0, i, high, k, deep);
        for (let panel = 0; panel < wide; panel += BLOCK)
          multiplyBlock(packedA, packedB, panel * deep, deep, out, i, j + panel, high, Math.min(BLOCK, wide - panel));
      }
    }
  }
}

/** Four rows of A (`axis` 0) or four columns of B (`axis` 1) side by side, zeros where there are fewer. */
function pack(
  to: Float64Array,
  at: number,
  { buffer, strides, offset }: View,
  axis: 0 | 1,
  first: number,
  lines: number,
  from: number,
  deep: number,
): void {
  const across = strides[axis]!;
  const along = strides[1 - axis]!;
  const start = offset + first * across + from * along;
  if (lines < BLOCK) to.fill(0, at, at + BLOCK * deep);
  for (let line = 0; line < lines; line++) {
    let place = start + line * across;
    for (let k = 0, target = at + line; k < deep; k++, target += BLOCK, place += along) to[target] = buffer[place]!;
  }
}

/** Adds the product of two packed panels to a block of the result. */
function multiplyBlock(
  a: Float64Array,
  b: Float64Array,
  startB: number,
  deep: number,
  { buffer, offset, columns }: Product,
  row: number,
  column: number,
  high: number,
  wide: number,
): void {
  let s00 = 0;
  let s01 = 0;
  let s02 = 0;
  let s03 = 0;
  let s10 = 0;
  let s11 = 0;
  let s12 = 0;
  let s13 = 0;
  let s20 = 0;
  let s21 = 0;
  let s22 = 0;
  let s23 = 0;
  let s30 = 0;
  let s31 = 0;
  let s32 = 0;
  let s33 = 0;
  for (let k = 0, p = 0, q = startB; k < deep; k++, p += BLOCK, q += BLOCK) {
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
    const a2 = a[p + 2]!;
    s20 += a2 * b0;
    s21 += a2 * b1;
    s22 += a2 * b2;
    s23 += a2 * b3;
    const a3 = a[p + 3]!;
    s30 += a3 * b0;
    s31 += a3 * b1;
    s32 += a3 * b2;
    s33 += a3 * b3;
  }
  const at = offset + row * columns + column;
  addRow(buffer, at, wide, s00, s01, s02, s03);
  if (high > 1) addRow(buffer, at + columns, wide, s10, s11, s12, s13);
  if (high > 2) addRow(buffer, at + 2 * columns, wide, s20, s21, s22, s23);
  if (high > 3) addRow(buffer, at + 3 * columns, wide, s30, s31, s32, s33);
}

function addRow(out: Numbers, at: number, wide: number, s0: number, s1: number, s2: number, s3: number): void {
  out[at] = out[at]! + s0;
  if (wide > 1) out[at + 1] = out[at + 1]! + s1;
  if (wide > 2) out[at + 2] = out[at + 2]! + s2;
  if (wide > 3) out[at + 3] = out[at + 3]! + s3;
}

/** Adds a product with a side too short for blocks, a vector say. */
function multiplyThin(a: View, b: View, out: Product): void {
  if (out.columns < BLOCK) multiplyByDots(a, b, out);
  else multiplyByRows(a, b, out);
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
