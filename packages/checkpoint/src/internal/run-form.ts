import type { Numbers } from "@adjoint/tensor";

/** The field of a safetensors file's metadata that holds { version, form }. */
export const RUN_FIELD = "adjoint.run";
export const RUN_VERSION = 1;

/** Records and arrays inside of each other. */
export const DEEPEST = 500;

/** What is in the file as a tensor, found by its path; of typed arrays the type, of which they are made again. */
export type ArrayKind = "tensor" | "Float32Array" | "Float64Array" | "Int32Array" | "Uint8Array";

/** A leaf in the form. The word in front keeps texts apart from all else, and there are four numbers JSON lacks. */
export type SavedLeaf = number | boolean | null | ArrayKind | `text ${string}` | `number ${string}`;

/** The kind of a typed array; undefined for all else. */
export function typedArrayKind(value: unknown): Exclude<ArrayKind, "tensor"> | undefined {
  if (value instanceof Float32Array) return "Float32Array";
  if (value instanceof Float64Array) return "Float64Array";
  if (value instanceof Int32Array) return "Int32Array";
  return value instanceof Uint8Array ? "Uint8Array" : undefined;
}

export const isTypedArray = (value: unknown): value is Numbers => typedArrayKind(value) !== undefined;
