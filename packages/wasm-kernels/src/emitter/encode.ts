/**
 * Bytes of a module, as a text with a character for each: engines put texts together without copying them. A character
 * beyond all bytes stands for the index of a function, which is known when the module is built.
 */
export type Code = string;

export const bytes: (...values: readonly number[]) => Code = String.fromCharCode;

/** An unsigned integer in LEB128. */
export function unsigned(value: number): Code {
  let code = "";
  let rest = value >>> 0;
  for (; rest > 0x7f; rest >>>= 7) code += bytes((rest & 0x7f) | 0x80);
  return code + bytes(rest);
}

/** A signed 32-bit integer in LEB128. */
export function signed(value: number): Code {
  let code = "";
  let rest = value | 0;
  // the last byte repeats the sign in its bit 6
  for (; rest < -0x40 || rest > 0x3f; rest >>= 7) code += bytes((rest & 0x7f) | 0x80);
  return code + bytes(rest & 0x7f);
}

/** The bytes of a number as float32, the lowest first. */
export function float32Bytes(value: number): Code {
  scratch.setFloat32(0, value, true);
  return scratchBytes(4);
}

/** The bytes of a number as float64, the lowest first. */
export function float64Bytes(value: number): Code {
  scratch.setFloat64(0, value, true);
  return scratchBytes(8);
}

/** The bytes of a number as int32, the lowest first. */
export function int32Bytes(value: number): Code {
  scratch.setInt32(0, value, true);
  return scratchBytes(4);
}

const scratch = /* @__PURE__ */ new DataView(/* @__PURE__ */ new ArrayBuffer(8));

function scratchBytes(count: number): Code {
  let code = "";
  for (let i = 0; i < count; i++) code += bytes(scratch.getUint8(i));
  return code;
}

/** Code after its length; a name, in ASCII, is such code. */
export const sized = (code: Code): Code => unsigned(code.length) + code;

/** A list: how many, then each. */
export const list = (items: readonly Code[]): Code => unsigned(items.length) + items.join("");

const FIRST_FUNCTION = 0x10000;

/** Stands for the index of a function, by its position among all functions that are not imported. */
export const functionAt = (position: number): Code => String.fromCodePoint(FIRST_FUNCTION + position);

/** The code with indices in the place of functions; the first function comes after so many imports. */
export const withIndices = (code: Code, imports: number): Code =>
  code.replace(/[\u{10000}-\u{10ffff}]/gu, (character) =>
    unsigned(character.codePointAt(0)! - FIRST_FUNCTION + imports),
  );

/** The code as plain bytes. */
export function bytesOf(code: Code): Uint8Array<ArrayBuffer> {
  const plain = new Uint8Array(code.length);
  for (let i = 0; i < code.length; i++) plain[i] = code.charCodeAt(i);
  return plain;
}
