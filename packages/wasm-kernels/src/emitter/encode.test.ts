import { expect, test } from "vitest";
import { flatten, float32Bytes, float64Bytes, int32Bytes, list, signed, text, unsigned } from "./encode.ts";

test("unsigned integers in LEB128", () => {
  // the examples of the DWARF 5 standard, table 7.6
  expect([2, 127, 128, 129, 12857].map(unsigned)).toEqual([[2], [127], [0x80, 1], [0x81, 1], [0xb9, 0x64]]);
  expect(unsigned(0xffffffff)).toEqual([0xff, 0xff, 0xff, 0xff, 0x0f]);
});

test("signed integers in LEB128", () => {
  // the examples of the DWARF 5 standard, table 7.7
  expect([2, -2, 127, -127, 128, -128, 129, -129].map(signed)).toEqual([
    [2],
    [0x7e],
    [0xff, 0],
    [0x81, 0x7f],
    [0x80, 1],
    [0x80, 0x7f],
    [0x81, 1],
    [0xff, 0x7e],
  ]);
  expect(signed(-(2 ** 31))).toEqual([0x80, 0x80, 0x80, 0x80, 0x78]);
  expect(signed(2 ** 31 - 1)).toEqual([0xff, 0xff, 0xff, 0xff, 0x07]);
});

test("numbers, the lowest byte first", () => {
  expect(float32Bytes(1)).toEqual([0, 0, 0x80, 0x3f]);
  expect(float64Bytes(-2)).toEqual([0, 0, 0, 0, 0, 0, 0, 0xc0]);
  expect(int32Bytes(-2)).toEqual([0xfe, 0xff, 0xff, 0xff]);
});

test("names, lists and late code", () => {
  expect(text("js")).toEqual([2, 0x6a, 0x73]);
  let later = 0;
  const code = list([[1, [2]], [() => [later]]]);
  later = 7;
  expect(flatten(code)).toEqual([2, 1, 2, 7]);
});
