import type { DType } from "@adjoint/tensor";

/** The types of the format that a tensor can take, by their names in `elementTypes`. */
export const elementNames = {
  F64: "f8",
  F32: "f4",
  F16: "f2",
  BF16: "bf16",
  F8_E4M3: "f8_e4m3",
  F8_E5M2: "f8_e5m2",
  I64: "i8",
  I32: "i4",
  I16: "i2",
  I8: "i1",
  U64: "u8",
  U32: "u4",
  U16: "u2",
  U8: "u1",
  BOOL: "b1",
} as const;

export type SafetensorsType = keyof typeof elementNames;

/** How tensors are written, in the order in which the format's own writer sorts them: the widest first. */
export const writtenTypes: readonly (readonly [dtype: DType, written: SafetensorsType])[] = [
  ["float64", "F64"],
  ["float32", "F32"],
  ["int32", "I32"],
  ["uint8", "U8"],
  ["bool", "BOOL"],
];
