import { expect, test } from "vitest";
import { readIdx } from "./read-idx.ts";

/** A file of the format: magic number, sizes of 32 bits with the highest byte first, and the data. */
const idx = (type: number, sizes: readonly number[], data: readonly number[]): Uint8Array =>
  Uint8Array.of(
    0,
    0,
    type,
    sizes.length,
    ...sizes.flatMap((n) => [n >>> 24, (n >> 16) & 255, (n >> 8) & 255, n & 255]),
    ...data,
  );

test.each<[string, Uint8Array, string, unknown]>([
  ["images", idx(0x08, [2, 1, 3], [0, 1, 2, 253, 254, 255]), "uint8", [[[0, 1, 2]], [[253, 254, 255]]]],
  ["signed bytes", idx(0x09, [2], [0x80, 0x7f]), "int32", [-128, 127]],
  ["shorts", idx(0x0b, [2], [0xff, 0xfe, 0x01, 0x00]), "int32", [-2, 256]],
  ["integers", idx(0x0c, [1], [0x80, 0, 0, 1]), "int32", [-(2 ** 31) + 1]],
  ["floats", idx(0x0d, [2], [0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0]), "float32", [1, -2]],
  ["doubles", idx(0x0e, [1], [0x3f, 0xf8, 0, 0, 0, 0, 0, 0]), "float64", [1.5]],
  ["no rows", idx(0x08, [0, 28, 28], []), "uint8", []],
  ["a scalar", idx(0x08, [], [9]), "uint8", 9],
])("%s are read", (_, file, dtype, values) => {
  for (const form of [file, Buffer.from(file), file.slice().buffer]) {
    const t = readIdx(form);
    expect([t.dtype, t.toArray()]).toEqual([dtype, values]);
  }
});

test.each<[string, Uint8Array, string]>([
  ["nothing", new Uint8Array(), "got nothing in 0 bytes"],
  ["a packed file", Uint8Array.of(0x1f, 0x8b, 8, 0), "got one packed by gzip"],
  ["another file", Uint8Array.of(1, 2, 3, 4), "got 1, 2, 3, 4 in 4 bytes"],
  ["another type", idx(0x0a, [1], [1]), "got 0, 0, 10, 1"],
  ["sizes that are cut off", idx(0x08, [1, 2], []).subarray(0, 10), "in 10 bytes"],
  ["data that is cut off", idx(0x08, [2, 2], [1, 2, 3]), "4 bytes must follow the sizes [2,2], got 3"],
  ["data too long", idx(0x08, [2], [1, 2, 3]), "2 bytes must follow the sizes [2], got 3"],
  ["sizes of all the world", idx(0x0e, [0xffffffff, 0xffffffff, 0xffffffff], []), "must follow the sizes"],
  ["255 sizes", Uint8Array.of(0, 0, 8, 255, ...new Uint8Array(1020).fill(255)), "must follow the sizes"],
])("%s is refused", (_, file, message) => {
  expect(() => readIdx(file)).toThrow(SyntaxError);
  expect(() => readIdx(file)).toThrow(message);
});

test("what is no bytes is refused", () => {
  expect(() => Reflect.apply(readIdx, undefined, ["file"])).toThrow("readIdx: the bytes of a file are needed");
});
