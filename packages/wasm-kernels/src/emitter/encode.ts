/** Bytes of a module: numbers, nested, and functions that are asked for theirs when the module is built. */
export type Code = readonly (number | Code | (() => Code))[];

/** An unsigned integer in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value >>> 0;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}

/** A signed 32-bit integer in LEB128. */
export function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  // the last byte repeats the sign in its bit 6
  for (; rest < -0x40 || rest > 0x3f; rest >>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest & 0x7f);
  return bytes;
}

/** The bytes of a number as float32, the lowest first. */
export const float32Bytes = (value: number): number[] => littleEndian(4, (view) => view.setFloat32(0, value, true));

/** The bytes of a number as float64, the lowest first. */
export const float64Bytes = (value: number): number[] => littleEndian(8, (view) => view.setFloat64(0, value, true));

/** The bytes of a number as int32, the lowest first. */
export const int32Bytes = (value: number): number[] => littleEndian(4, (view) => view.setInt32(0, value, true));

const scratch = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

function littleEndian(size: number, write: (view: DataView) => void): number[] {
  write(scratch);
  const bytes: number[] = [];
  for (let i = 0; i < size; i++) bytes.push(scratch.getUint8(i));
  return bytes;
}

/** A name: its length and its characters, which are ASCII. */
export const text = (name: string): number[] => [
  ...unsigned(name.length),
  ...Array.from(name, (character) => character.charCodeAt(0)),
];

/** A list: how many, then each. */
export const list = (items: readonly Code[]): Code => [...unsigned(items.length), ...items];

/** The code as plain bytes. */
export function flatten(code: Code, bytes: number[] = []): number[] {
  for (let i = 0; i < code.length; i++) {
    const part = code[i]!;
    if (typeof part === "number") bytes.push(part);
    else flatten(typeof part === "function" ? part() : part, bytes);
  }
  return bytes;
}

/** Bytes of parts, one after the other. */
export function joined(parts: readonly (readonly number[])[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
