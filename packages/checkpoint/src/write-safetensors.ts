import type { Tensor } from "@adjoint/tensor";
import type { TreeOf } from "@adjoint/tree";
import { flattenTensors } from "./flatten-tensors.ts";
import { joinBytes } from "./internal/join-bytes.ts";
import { littleEndianBytes } from "./internal/little-endian-bytes.ts";
import { writtenTypes } from "./internal/safetensors-types.ts";

export interface SafetensorsOptions {
  /** Texts that go with the tensors. */
  readonly metadata?: Readonly<Record<string, string>>;
}

const ALIGNMENT = 8;

/**
 * A safetensors file of the tensors of a record or a tree, named by their paths (`layers/0/bias`). The bytes are those
 * that the Python package writes: wide types first, then by name, and the header padded to 8 bytes.
 *
 * float64, float32, int32, uint8 and bool are written as F64, F32, I32, U8 and BOOL.
 * @throws TypeError for a leaf that is no tensor, or metadata that is no text; RangeError when two tensors have one name,
 * a name is `__metadata__`, or a text has no UTF-8 (half a surrogate pair).
 * @see https://github.com/huggingface/safetensors#format
 * @example await writeFile("model.safetensors", writeSafetensors(params, { metadata: { epochs: "20" } }))
 */
export function writeSafetensors<P extends TreeOf<P, Tensor>>(
  tensors: P,
  { metadata }: SafetensorsOptions = {},
): Uint8Array<ArrayBuffer> {
  const fields = metadata ? [`"__metadata__":{${Object.entries(metadata).map(metadataField).join(",")}}`] : [];
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [name, written, t] of inOrder(flattenTensors(tensors))) {
    const bytes = littleEndianBytes(t);
    const info = { dtype: written, shape: t.shape, data_offsets: [at, at + bytes.length] };
    if (name === "__metadata__")
      throw new RangeError("writeSafetensors: a tensor must not be named __metadata__, got one; rename it?");
    fields.push(`${quoted(name)}:${JSON.stringify(info)}`);
    parts.push(bytes);
    at += bytes.length;
  }
  // by hand: an object would put the names that are numbers first
  return joinBytes([...headerOf(`{${fields.join(",")}}`), ...parts]);
}

function headerOf(text: string): [length: Uint8Array, text: Uint8Array] {
  const unpadded = new TextEncoder().encode(text);
  const length = Math.ceil(unpadded.length / ALIGNMENT) * ALIGNMENT;
  const header = new Uint8Array(length).fill(" ".charCodeAt(0));
  header.set(unpadded);
  const prefix = new Uint8Array(8);
  new DataView(prefix.buffer).setBigUint64(0, BigInt(length), true);
  return [prefix, header];
}

type Written = readonly [name: string, written: string, tensor: Tensor];

function inOrder(tensors: Readonly<Record<string, Tensor>>): Written[] {
  const names = Object.keys(tensors).sort(byCodePoint);
  return writtenTypes.flatMap(([dtype, written]) =>
    names.filter((name) => tensors[name]!.dtype === dtype).map((name): Written => [name, written, tensors[name]!]),
  );
}

/** The order of their bytes in UTF-8. Plain comparison puts halves of surrogate pairs before U+E000 to U+FFFF. */
function byCodePoint(a: string, b: string): number {
  const [left, right] = [Array.from(a), Array.from(b)];
  const at = left.findIndex((character, i) => character !== right[i]);
  if (at < 0) return left.length - right.length;
  return at === right.length ? 1 : left[at]!.codePointAt(0)! - right[at]!.codePointAt(0)!;
}

function metadataField([name, text]: [string, unknown]): string {
  if (typeof text !== "string")
    throw new TypeError(
      `writeSafetensors: metadata must be texts, got ${typeof text} for ${JSON.stringify(name)}; pass String(value) or JSON?`,
    );
  return `${quoted(name)}:${quoted(text)}`;
}

function quoted(text: string): string {
  if (/\p{Surrogate}/u.test(text))
    throw new RangeError(
      `writeSafetensors: names and texts must be whole characters, got ${JSON.stringify(text)} with half a surrogate pair; cut it elsewhere?`,
    );
  return JSON.stringify(text);
}
