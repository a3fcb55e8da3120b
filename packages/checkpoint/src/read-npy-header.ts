import { DTypeError, type Shape } from "@adjoint/tensor";
import { asBytes } from "./as-bytes.ts";
import { type ElementTypeName, elementTypes } from "./internal/element-types.ts";

export interface NpyHeader {
  /** Kind and bytes, as in "f4". */
  readonly type: ElementTypeName;
  readonly littleEndian: boolean;
  readonly shape: Shape;
  /** The first axis runs fastest, as in Fortran. */
  readonly columnMajor: boolean;
  /** Where the numbers begin. */
  readonly start: number;
}

/** Each field as Python writes it. NumPy sorts them, others do not. */
const FIELDS = {
  descr: /(['"])descr\1\s*:\s*(['"])(?<value>[^'"]*)\2/,
  fortranOrder: /(['"])fortran_order\1\s*:\s*(?<value>True|False)/,
  shape: /(['"])shape\1\s*:\s*\((?<value>[\d\s,L]*)\)/, // Python 2 wrote long sizes as 3L
};

/**
 * What the header of a NumPy file says; of the file its first part is enough. For readers of a part of the array.
 * @throws what `readNpy` throws, but for what concerns the numbers.
 * @example const { shape, start } = readNpyHeader(await readFile("images.npy"))
 */
export function readNpyHeader(file: Uint8Array | ArrayBuffer): NpyHeader {
  const { text, start } = headerText(asBytes("readNpyHeader", file));
  const fields = Object.values(FIELDS).map((pattern) => pattern.exec(text));
  const [descr, fortranOrder, shape] = fields.map((field) => field?.groups?.["value"]);
  // without its fields a dictionary is braces and commas
  const rest = fields.reduce((left, field) => left.replace(field?.[0] ?? "", ""), text);
  if (descr === undefined && /descr/.test(text)) throw new DTypeError(wrongType("fields of several types"));
  if (descr === undefined || fortranOrder === undefined || shape === undefined || !/^\s*\{[\s,]*\}\s*$/.test(rest))
    throw malformed("{ 'descr', 'fortran_order', 'shape' }", text);
  return { ...typeOf(descr), shape: sizesOf(shape), columnMajor: fortranOrder === "True", start };
}

const MAGIC = "\u0093NUMPY";

function headerText(file: Uint8Array): { text: string; start: number } {
  const magic = latin1(file.subarray(0, MAGIC.length));
  if (magic !== MAGIC) throw malformed(printable(MAGIC), magic);
  const [major = 0, minor] = file.subarray(6, 8);
  if (major < 1 || major > 3 || minor !== 0) throw malformed("version 1.0, 2.0 or 3.0", `${major}.${minor}`);
  const begin = major === 1 ? 10 : 12;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  if (file.length < begin) throw malformed(`${begin} bytes or more`, `${file.length} bytes`);
  const length = major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  if (length > Math.min(file.length - begin, LONGEST))
    throw malformed(`a header within the file and ${LONGEST} bytes`, `a length of ${length}`);
  return { text: latin1(file.subarray(begin, begin + length)), start: begin + length };
}

const LONGEST = 65_535; // 32 axes, the most that NumPy had for long, take 700

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");

function typeOf(descr: string): Pick<NpyHeader, "type" | "littleEndian"> {
  const [, order, name = ""] = /^([<>|=]?)([biuf]\d)$/.exec(descr) ?? [];
  if (!isElementType(name)) throw new DTypeError(wrongType(descr));
  if (order === "=") throw malformed("an order of bytes, < or >", descr);
  return { type: name, littleEndian: order !== ">" };
}

const isElementType = (name: string): name is ElementTypeName => Object.hasOwn(elementTypes, name);

function sizesOf(tuple: string): number[] {
  const sizes = tuple.split(",").map((size) => size.trim().replace(/L$/, ""));
  if (sizes.at(-1) === "") sizes.pop(); // (3,) has a comma at its end, () nothing
  if (!sizes.every((size) => /^\d+$/.test(size) && Number.isSafeInteger(Number(size))))
    throw malformed("a tuple of sizes", `(${tuple})`);
  return sizes.map(Number);
}

const wrongType = (descr: string): string =>
  `readNpy: an array of bool, integers or float16 to float64 is needed, got ${JSON.stringify(descr)}; convert it with astype?`;

const SHOWN = 60;

/** In quotes, with escapes for all that is not ASCII. */
const printable = (text: string): string =>
  JSON.stringify(text).replace(/[^ -~]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);

const malformed = (wanted: string, got: string): SyntaxError =>
  new SyntaxError(
    `readNpy: a NumPy file has ${wanted}, got ${printable(got.slice(0, SHOWN))}; is it whole, and an .npy file?`,
  );
