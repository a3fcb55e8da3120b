import { expect, test } from "vitest";
import {
  bytes,
  bytesOf,
  float32Bytes,
  float64Bytes,
  functionAt,
  int32Bytes,
  list,
  signed,
  sized,
  unsigned,
  withIndices,
} from "./encode.ts";

test("unsigned integers in LEB128", () => {
  // the examples of the DWARF 5 standard, table 7.6
  expect([2, 127, 128, 129, 12857].map(unsigned)).toEqual(["\x02", "\x7f", "\x80\x01", "\x81\x01", "\xb9\x64"]);
  expect(unsigned(0xffffffff)).toBe("\xff\xff\xff\xff\x0f");
});

test("signed integers in LEB128", () => {
  // the examples of the DWARF 5 standard, table 7.7
  expect([2, -2, 127, -127, 128, -128, 129, -129].map(signed)).toEqual([
    "\x02",
    "\x7e",
    "\xff\0",
    "\x81\x7f",
    "\x80\x01",
    "\x80\x7f",
    "\x81\x01",
    "\xff\x7e",
  ]);
  expect(signed(-(2 ** 31))).toBe("\x80\x80\x80\x80\x78");
  expect(signed(2 ** 31 - 1)).toBe("\xff\xff\xff\xff\x07");
});

test("numbers, the lowest byte first", () => {
  expect(float32Bytes(1)).toBe("\0\0\x80\x3f");
  expect(float64Bytes(-2)).toBe("\0\0\0\0\0\0\0\xc0");
  expect(int32Bytes(-2)).toBe("\xfe\xff\xff\xff");
});

test("names, lists and plain bytes", () => {
  expect(sized("js")).toBe("\x02js");
  expect(list(["\x01\x02", "\x07"])).toBe("\x02\x01\x02\x07");
  expect(Array.from(bytesOf(bytes(0, 0x7f, 0xff)))).toEqual([0, 0x7f, 0xff]);
});

test("functions become indices, however many there are, and bytes stay", () => {
  const code = `\x10${functionAt(0)}\xfd\x10${functionAt(200)}\xff`;
  expect(withIndices(code, 3)).toBe(`\x10\x03\xfd\x10${unsigned(203)}\xff`);
  const many = 100_000; // beyond what one unit of a text holds
  expect(withIndices(functionAt(many) + functionAt(many + 1), 0)).toBe(unsigned(many) + unsigned(many + 1));
});
