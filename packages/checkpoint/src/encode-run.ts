import { isTensor, type Tensor, tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import { DEEPEST, isTypedArray, RUN_FIELD, RUN_VERSION, type SavedLeaf, typedArrayKind } from "./internal/run-form.ts";
import { scanJson } from "./internal/scan-json.ts";
import { writeSafetensors } from "./write-safetensors.ts";

/**
 * Everything that a run needs to go on: parameters, the optimizer's state, random keys, the cursor of the data, the
 * step, settings. Records and arrays, nested, of tensors, typed arrays, numbers, texts, booleans and null.
 */
export type Run = Readonly<Record<string, unknown>>;

/**
 * A run as the bytes of a file. `decodeRun` gives back every bit of it.
 *
 * The file is a safetensors file, readable by everything that reads those: its tensors are named by their paths
 * (`params/layers/0/bias`), and the rest of the run is the JSON of one field of its metadata.
 * @throws TypeError that names the path of what is no data, such as a function, or when the run is no record;
 * RangeError when it is nested deeper than 500 levels.
 * @example const bytes = encodeRun({ params, state, key, cursor, step })
 */
export function encodeRun(run: Run): Uint8Array<ArrayBuffer> {
  if (typeof run !== "object" || run === null || Array.isArray(run) || isTensor(run) || ArrayBuffer.isView(run))
    throw new TypeError("encodeRun: a record is needed, as in { params, state }, got something else; give it names?");
  const arrays = new Map<string, Tensor>();
  const form = mapTreeWithPath((path: string, leaf: unknown): SavedLeaf => {
    if (!isTensor(leaf) && !isTypedArray(leaf)) return saveLeaf(path, leaf);
    arrays.set(path, isTensor(leaf) ? leaf : tensor(leaf));
    return typedArrayKind(leaf) ?? "tensor";
  }, run);
  const text = JSON.stringify({ version: RUN_VERSION, form });
  if (scanJson(text).depth > DEEPEST)
    throw new RangeError(`encodeRun: a run has ${DEEPEST} levels at most, got more; keep it flatter?`);
  return writeSafetensors(Object.fromEntries(arrays), { metadata: { [RUN_FIELD]: text } });
}

function saveLeaf(path: string, leaf: unknown): SavedLeaf {
  if (typeof leaf === "string") return `text ${leaf}`;
  if (typeof leaf === "boolean" || leaf === null) return leaf;
  if (typeof leaf === "number" && Object.is(leaf, -0)) return "number -0";
  if (typeof leaf === "number") return Number.isFinite(leaf) ? leaf : `number ${leaf}`;
  const kind = typeof leaf === "object" ? (leaf.constructor?.name ?? "object") : typeof leaf;
  throw new TypeError(
    `encodeRun: ${path} must be a tensor, a typed array, a number, a text, true, false or null, got ${kind}; leave it out?`,
  );
}
