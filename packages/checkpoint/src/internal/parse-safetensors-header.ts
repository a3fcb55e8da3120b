import { DTypeError, type Shape } from "@adjoint/tensor";
import { byteLength } from "../tensor-from-bytes.ts";
import { type Json, parseJson } from "./parse-json.ts";
import { elementNames, type SafetensorsType } from "./safetensors-types.ts";

/** Where a tensor is, counted from the end of the header. */
export interface SafetensorsEntry {
  readonly name: string;
  readonly dtype: SafetensorsType;
  readonly shape: Shape;
  readonly start: number;
  readonly end: number;
}

export interface SafetensorsHeader {
  readonly entries: readonly SafetensorsEntry[];
  readonly metadata: Readonly<Record<string, string>>;
  /** What follows the header. */
  readonly values: Uint8Array;
}

const PREFIX = 8; // the length of the header, 64 bits
const LONGEST = 100_000_000; // as the reference implementation has it
const DEEPEST = 3; // { name: { shape: [] } }

/** @throws SyntaxError, DTypeError: see `readSafetensors`. */
export function parseSafetensorsHeader(file: Uint8Array): SafetensorsHeader {
  const [text, values] = splitFile(file);
  const header = parseJson("readSafetensors: the header", text, DEEPEST);
  if (!isRecord(header)) return refuse("the header", "an object of tensors by name", header);
  const { __metadata__: metadata, ...infos } = withoutPrototype(header);
  const entries = Object.entries(infos).map(([name, info]) => entryOf(name, info));
  checkRanges(entries, values.length);
  return { entries, metadata: metadataOf(metadata), values };
}

function splitFile(file: Uint8Array): [header: string, values: Uint8Array] {
  if (file.length < PREFIX)
    throw new SyntaxError(
      `readSafetensors: a file of ${PREFIX} bytes or more is needed, got ${file.length}; is it whole?`,
    );
  const length = Number(new DataView(file.buffer, file.byteOffset, PREFIX).getBigUint64(0, true));
  if (length > Math.min(LONGEST, file.length - PREFIX))
    throw new SyntaxError(
      `readSafetensors: the header must fit in the file and in ${LONGEST} bytes, got a length of ${length} in a file of ${file.length}; is it whole, and a safetensors file?`,
    );
  const header = file.subarray(PREFIX, PREFIX + length);
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(header);
    return [text, file.subarray(PREFIX + length)];
  } catch (error) {
    throw new SyntaxError("readSafetensors: the header must be UTF-8, got other bytes; is it a safetensors file?", {
      cause: error,
    });
  }
}

function entryOf(name: string, info: Json): SafetensorsEntry {
  const place = shorten(JSON.stringify(name));
  if (!isRecord(info)) return refuse(place, "{ dtype, shape, data_offsets }", info);
  const { dtype, shape, data_offsets: range } = withoutPrototype(info);
  if (typeof dtype !== "string") return refuse(`dtype of ${place}`, "the name of a type", dtype);
  if (!isKnownType(dtype))
    throw new DTypeError(
      `readSafetensors: ${place} must be of a type that tensors can take (${Object.keys(elementNames).join(", ")}), got ${shorten(dtype)}; convert it first?`,
    );
  if (!isSizes(shape)) return refuse(`shape of ${place}`, "a list of sizes", shape);
  if (!isSizes(range) || range.length !== 2) return refuse(`data_offsets of ${place}`, "[start, end]", range);
  const [start, end] = range as [number, number]; // two, by the line above
  const bytes = byteLength(elementNames[dtype], shape);
  if (end - start !== bytes)
    return refuse(place, `${bytes} bytes, as ${dtype} [${shorten(shape.join(","))}] takes`, end - start);
  return { name, dtype, shape, start, end };
}

/** The tensors must tile the bytes behind the header: no overlap, no hole, no end beyond the file. */
function checkRanges(entries: readonly SafetensorsEntry[], length: number): void {
  const inOrder = [...entries].sort((a, b) => a.start - b.start || a.end - b.end);
  let reached = 0;
  for (const { name, start, end } of inOrder) {
    if (start !== reached)
      return refuse(`${shorten(JSON.stringify(name))} in the file`, `a start at byte ${reached}`, start);
    reached = end;
  }
  if (reached !== length) refuse("the file", `${reached} bytes of tensors`, length);
}

function metadataOf(metadata: Json | undefined): Record<string, string> {
  if (metadata === undefined) return {};
  if (!isRecord(metadata)) return refuse("__metadata__", "texts by name", metadata);
  const entries = Object.entries(metadata).map(([name, text]): [string, string] =>
    typeof text === "string"
      ? [name, text]
      : refuse(`${shorten(JSON.stringify(name))} of __metadata__`, "a text", text),
  );
  return Object.fromEntries(entries);
}

type Fields = { readonly [name: string]: Json };

const isRecord = (value: Json): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

/** Fields that are not there stay so, whatever their name. */
const withoutPrototype = (fields: Fields): Fields => Object.assign(Object.create(null), fields) as Fields;

const isKnownType = (dtype: string): dtype is SafetensorsType => Object.hasOwn(elementNames, dtype);

const isSizes = (value: Json | undefined): value is readonly number[] =>
  Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);

const SHOWN = 60;

/** What a file says may be as long as the file. */
const shorten = (text: string): string => (text.length > SHOWN ? `${text.slice(0, SHOWN)} ...` : text);

function refuse(place: string, wanted: string, got: Json | undefined): never {
  const text = got === undefined ? "nothing" : shorten(JSON.stringify(got));
  throw new SyntaxError(`readSafetensors: ${place} must be ${wanted}, got ${text}; is the file whole?`);
}
