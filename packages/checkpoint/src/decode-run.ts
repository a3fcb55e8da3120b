import type { Numbers, Tensor } from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { Run } from "./encode-run.ts";
import { type Json, parseJson } from "./internal/parse-json.ts";
import { DEEPEST, RUN_FIELD, RUN_VERSION, typedArrayKind } from "./internal/run-form.ts";
import { readSafetensors } from "./read-safetensors.ts";

/**
 * The run that `encodeRun` saved, to the last bit. Its parts are not known to the type system: `restoreTree` checks
 * one against parameters or a state as they begin.
 * @throws what `readSafetensors` throws; SyntaxError when the file is no run, or its form and its tensors differ;
 * RangeError for another version.
 * @example const run = decodeRun(bytes); const params = restoreTree(run.params, model.init(key));
 */
export function decodeRun(file: Uint8Array | ArrayBuffer): Run {
  const { tensors, metadata } = readSafetensors(file);
  const text = Object.hasOwn(metadata, RUN_FIELD) ? metadata[RUN_FIELD] : undefined;
  if (text === undefined)
    throw new SyntaxError(
      `decodeRun: a file that encodeRun wrote is needed, got one without ${RUN_FIELD}; read it with readSafetensors?`,
    );
  const form = formOf(text);
  const unused = new Map(Object.entries(tensors));
  const run = mapTreeWithPath((path: string, leaf: Json) => loadLeaf(path, leaf, unused), form);
  for (const name of unused.keys()) throw malformed(`no tensor besides its form, got ${JSON.stringify(name)}`);
  return run as Run; // the form is a record
}

function formOf(text: string): Json {
  const saved = parseJson("decodeRun: the form", text, DEEPEST);
  if (!isRecord(saved) || !("version" in saved)) throw malformed("{ version, form }, got something else");
  const { version, form } = saved;
  if (version !== RUN_VERSION)
    throw new RangeError(
      `decodeRun: version ${RUN_VERSION} can be read, got ${JSON.stringify(version)}; update this package?`,
    );
  if (form === undefined || !isRecord(form)) throw malformed("a record as its form, got something else");
  return form;
}

function loadLeaf(path: string, leaf: Json, unused: Map<string, Tensor>): unknown {
  if (typeof leaf !== "string") return leaf;
  if (leaf.startsWith("text ")) return leaf.slice("text ".length);
  if (/^number (NaN|-?Infinity|-0)$/.test(leaf)) return Number(leaf.slice("number ".length));
  const found = unused.get(path);
  unused.delete(path);
  const values: Numbers | undefined = found?.dataSync();
  if (found === undefined || values === undefined || (leaf !== "tensor" && leaf !== typedArrayKind(values)))
    throw malformed(
      `a tensor for ${JSON.stringify(leaf)} at ${JSON.stringify(path)}, got ${found?.dtype ?? "nothing"}`,
    );
  return leaf === "tensor" ? found : values; // read from the file just now: nobody else has them
}

const isRecord = (value: Json): value is { readonly [name: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const malformed = (wanted: string): SyntaxError =>
  new SyntaxError(`decodeRun: a run must have ${wanted}; was it changed after it was saved?`);
