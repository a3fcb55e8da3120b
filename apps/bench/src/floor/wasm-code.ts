/** Instructions of WebAssembly as bytes, as far as the floors need them. @see WebAssembly Core Specification 2.0, section 5.4 */

/** A number in groups of seven bits, the lowest first (LEB128, section 5.2.2). */
export const unsigned = (n: number): number[] => (n < 128 ? [n] : [(n % 128) | 128, ...unsigned(Math.floor(n / 128))]);
const signed = (n: number): number[] => (n < 64 ? [n] : [(n % 128) | 128, ...signed(Math.floor(n / 128))]); // n >= 0

export const I32 = 0x7f;
export const V128 = 0x7b;

type Code = readonly number[];

export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];
export const constant = (n: number): Code => [0x41, ...signed(n)];
export const add = (x: Code, y: Code): Code => [...x, ...y, 0x6a];
export const subtract = (x: Code, y: Code): Code => [...x, ...y, 0x6b];
export const isLess = (x: Code, y: Code): Code => [...x, ...y, 0x49];

/** Runs the body, and again as long as the condition holds. */
export const repeatWhile = (condition: Code, body: Code): Code => [0x03, 0x40, ...body, ...condition, 0x0d, 0, 0x0b];

const vector = (instruction: number): Code => [0xfd, ...unsigned(instruction)];
/** An address is a multiple of 4 plus a constant. */
const place = (offset: number): Code => [2, ...unsigned(offset)];
export const load4 = (address: Code, offset: number): Code => [...address, ...vector(0), ...place(offset)];
export const loadInAllLanes = (address: Code, offset: number): Code => [...address, ...vector(9), ...place(offset)];
export const store4 = (address: Code, offset: number, value: Code): Code => [
  ...address,
  ...value,
  ...vector(11),
  ...place(offset),
];
export const add4 = (x: Code, y: Code): Code => [...x, ...y, ...vector(0xe4)];
export const multiply4 = (x: Code, y: Code): Code => [...x, ...y, ...vector(0xe6)];
/** x y + z, rounded once or twice. */
export const fusedMultiplyAdd4 = (x: Code, y: Code, z: Code): Code => [...x, ...y, ...z, ...vector(0x105)];

const HEADER: Code = [0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00]; // "\0asm", version 1

/** A module that exports a memory of 64 KiB, "memory", and a function (i32) -> (), "run". `locals` are [count, type] pairs. */
export function moduleOf(locals: readonly (readonly [number, number])[], body: Code): Uint8Array<ArrayBuffer> {
  const code = [...unsigned(locals.length), ...locals.flat(), ...body, 0x0b];
  return Uint8Array.from([
    ...HEADER,
    ...section(1, [1, 0x60, 1, I32, 0]),
    ...section(3, [1, 0]),
    ...section(5, [1, 0, 1]),
    ...section(7, [2, ...text("run"), 0, 0, ...text("memory"), 2, 0]), // function 0 and memory 0
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

const text = (letters: string): Code => [letters.length, ...Buffer.from(letters)];
const section = (id: number, content: Code): Code => [id, ...unsigned(content.length), ...content];
