import type { TensorType } from "../parse-module.ts";

/** Elements in row-major order, as plain numbers that the element type holds. */
export interface Value {
  readonly shape: readonly number[];
  readonly element: string;
  readonly data: readonly number[];
}

export const ARRAY: {
  readonly f32: Float32ArrayConstructor;
  readonly f64: Float64ArrayConstructor;
  readonly i32: Int32ArrayConstructor;
  readonly ui8: Uint8ArrayConstructor;
  readonly i1: Uint8ArrayConstructor;
} = { f32: Float32Array, f64: Float64Array, i32: Int32Array, ui8: Uint8Array, i1: Uint8Array };

export const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
export const rounded = (element: string, x: number): number => {
  if (element === "f32") return Math.fround(x);
  if (element === "i32") return x | 0;
  if (element === "ui8") return x & 255;
  return element === "i1" ? Number(Boolean(x)) : x;
};

export function* indices(shape: readonly number[]): Generator<number[]> {
  const index = shape.map(() => 0);
  for (let n = sizeOf(shape); n > 0; n--) {
    yield index;
    for (let i = shape.length - 1; i >= 0 && ++index[i]! === shape[i]; i--) index[i] = 0;
  }
}

export const offset = (shape: readonly number[], index: readonly number[]): number =>
  shape.reduce((at, n, i) => {
    if (!(index[i]! >= 0 && index[i]! < n)) throw new RangeError(`[${index.join()}] is outside of [${shape.join()}]`);
    return at * n + index[i]!;
  }, 0);
export const at = ({ shape, data }: Value, index: readonly number[]): number => data[offset(shape, index)]!;
export const isInside = (shape: readonly number[], index: readonly number[]): boolean =>
  shape.every((n, i) => index[i]! >= 0 && index[i]! < n);

/** A value by the element at each place. */
export function build({ shape, element }: TensorType, elementAt: (index: readonly number[]) => number): Value {
  const data: number[] = [];
  for (const index of indices(shape)) data.push(rounded(element, elementAt(index)));
  return { shape, element, data };
}

export const scalar = (element: string, x: number): Value => ({ shape: [], element, data: [x] });
