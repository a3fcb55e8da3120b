import type { Tensor } from "@adjoint/tensor";
import { asBytes } from "./as-bytes.ts";
import { parseSafetensorsHeader } from "./internal/parse-safetensors-header.ts";
import { elementNames } from "./internal/safetensors-types.ts";
import { tensorFromBytes } from "./tensor-from-bytes.ts";

export interface Safetensors {
  /** By the names in the file, in its order. */
  readonly tensors: Readonly<Record<string, Tensor>>;
  /** Texts that go with them; empty when the file has none. */
  readonly metadata: Readonly<Record<string, string>>;
}

/**
 * The tensors of a safetensors file, with their names and metadata. The bytes are copied, so they may be used again.
 *
 * F64, F32, U8 and BOOL keep their type. F16, BF16, F8_E4M3 and F8_E5M2 become float32, which holds all of their values.
 * I8, I16, U16, I32, and the values of U32, I64 and U64 that fit, become int32.
 *
 * Nothing is allocated on the word of a header alone: what it says is first compared with the bytes that are there.
 * @throws SyntaxError when the file is cut off, or anything else than the format says: ranges that overlap, leave holes
 * or end beyond the file, a size that is not that of the shape, names that come twice, text that is not UTF-8;
 * DTypeError for other types; RangeError for integers beyond int32; TypeError for what is no bytes.
 * @see https://github.com/huggingface/safetensors#format
 * @example const { tensors } = readSafetensors(await readFile("model.safetensors"))
 */
export function readSafetensors(file: Uint8Array | ArrayBuffer): Safetensors {
  const { entries, metadata, values } = parseSafetensorsHeader(asBytes("readSafetensors", file));
  const tensors = entries.map(({ name, dtype, shape, start, end }): [string, Tensor] => {
    const stored = { type: elementNames[dtype], shape, name: `readSafetensors: ${JSON.stringify(name)}` };
    return [name, tensorFromBytes(values.subarray(start, end), stored)];
  });
  return { tensors: Object.fromEntries(tensors), metadata };
}
