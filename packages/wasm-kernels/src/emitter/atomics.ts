import { bytes, type Code, unsigned } from "./encode.ts";
import type { Statement, Value } from "./value.ts";

type Address = Value<"i32">;

const PREFIX = 0xfe;
const ALIGNED = 2; // to four bytes: atomic accesses must be

/** The code of an access, and its place. */
const access = (opcode: number, offset: number): Code => bytes(PREFIX, opcode, ALIGNED) + unsigned(offset);

/** Reads a word that other threads write. */
export const load = (address: Address, offset = 0): Value<"i32"> => ({
  type: "i32",
  code: address.code + access(0x10, offset),
});

/** Writes a word that other threads read. */
export const store = (address: Address, value: Value<"i32">, offset = 0): Statement => ({
  type: "none",
  code: address.code + value.code + access(0x17, offset),
});

/** Adds to a word; the result is what it was before. */
export const add = (address: Address, value: Value<"i32">, offset = 0): Value<"i32"> => ({
  type: "i32",
  code: address.code + value.code + access(0x1e, offset),
});

/** Writes a word if it is what is expected; the result is what it was before. */
export const compareExchange = (
  address: Address,
  expected: Value<"i32">,
  value: Value<"i32">,
  offset = 0,
): Value<"i32"> => ({
  type: "i32",
  code: address.code + expected.code + value.code + access(0x48, offset),
});

/** Sleeps while a word is what is expected, until it is notified. Not on the main thread of a page. */
export const wait = (address: Address, expected: Value<"i32">, offset = 0): Value<"i32"> => ({
  type: "i32",
  code: address.code + expected.code + bytes(0x42, 0x7f) + access(0x01, offset), // for -1 nanoseconds: without end
});

/** Wakes at most `count` of those who wait for a word; the result is how many. */
export const notify = (address: Address, count: Value<"i32">, offset = 0): Value<"i32"> => ({
  type: "i32",
  code: address.code + count.code + access(0x00, offset),
});
