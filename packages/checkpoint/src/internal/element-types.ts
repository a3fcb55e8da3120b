import { allocate, type DType, type Numbers } from "@adjoint/tensor";
import { smallFloat } from "./small-float.ts";

/** How a file holds numbers, and which tensor takes them. */
export interface ElementType {
  /** Bytes of one number. */
  readonly width: 1 | 2 | 4 | 8;
  readonly dtype: DType;
  /** The numbers in bytes of their own, which are aligned and in the order of this machine. */
  readonly decode: (bytes: ArrayBuffer) => Numbers | BigInt64Array | BigUint64Array;
}

export type ElementTypeName =
  | `${"b" | "u" | "i"}1`
  | `${"u" | "i"}${2 | 4 | 8}`
  | `f${2 | 4 | 8}`
  | "bf16"
  | "f8_e4m3"
  | "f8_e5m2";

/** The types by their names in NumPy, and those of machine learning by their own. Types without a tensor are missing. */
export const elementTypes: Readonly<Record<ElementTypeName, ElementType>> = {
  b1: { width: 1, dtype: "bool", decode: (bytes) => new Uint8Array(bytes) },
  u1: { width: 1, dtype: "uint8", decode: (bytes) => new Uint8Array(bytes) },
  i1: { width: 1, dtype: "int32", decode: (bytes) => Int32Array.from(new Int8Array(bytes)) },
  u2: { width: 2, dtype: "int32", decode: (bytes) => Int32Array.from(new Uint16Array(bytes)) },
  i2: { width: 2, dtype: "int32", decode: (bytes) => Int32Array.from(new Int16Array(bytes)) },
  u4: { width: 4, dtype: "int32", decode: (bytes) => Float64Array.from(new Uint32Array(bytes)) },
  i4: { width: 4, dtype: "int32", decode: (bytes) => new Int32Array(bytes) },
  u8: { width: 8, dtype: "int32", decode: (bytes) => new BigUint64Array(bytes) },
  i8: { width: 8, dtype: "int32", decode: (bytes) => new BigInt64Array(bytes) },
  f2: {
    width: 2,
    dtype: "float32",
    decode: (bytes) => decodeSmall(new Uint16Array(bytes), smallFloat(5, 10, "infinities")),
  },
  f4: { width: 4, dtype: "float32", decode: (bytes) => new Float32Array(bytes) },
  f8: { width: 8, dtype: "float64", decode: (bytes) => new Float64Array(bytes) },
  bf16: { width: 2, dtype: "float32", decode: widened },
  f8_e4m3: {
    width: 1,
    dtype: "float32",
    decode: (bytes) => decodeSmall(new Uint8Array(bytes), smallFloat(4, 3, "no infinities")),
  },
  f8_e5m2: {
    width: 1,
    dtype: "float32",
    decode: (bytes) => decodeSmall(new Uint8Array(bytes), smallFloat(5, 2, "infinities")),
  },
};

/** A bfloat16 is the upper half of a float32. */
function widened(bytes: ArrayBuffer): Numbers {
  return new Float32Array(Uint32Array.from(new Uint16Array(bytes), (bits) => bits << 16).buffer);
}

function decodeSmall(words: Uint16Array | Uint8Array, valueOf: (bits: number) => number): Numbers {
  const values = allocate("float32", words.length);
  for (let i = 0; i < words.length; i++) values[i] = valueOf(words[i]!);
  return values;
}
