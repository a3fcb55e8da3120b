import { expect, test } from "vitest";
import { tensorFromBytes } from "./tensor-from-bytes.ts";

const bytes = Uint8Array.of(0x3f, 0x80, 0, 0, 0xc0, 0, 0, 0); // 1 and -2 in IEEE 754, the highest byte first

test("numbers are read in the order of their bytes", () => {
  expect(tensorFromBytes(bytes, { type: "f4", shape: [2, 1], littleEndian: false }).toArray()).toEqual([[1], [-2]]);
  expect(tensorFromBytes(bytes.slice().reverse(), { type: "f4", shape: [2] }).toArray()).toEqual([-2, 1]);
  expect(tensorFromBytes(Uint8Array.of(0xff, 0xfe), { type: "i2", shape: [], littleEndian: false }).item()).toBe(-2);
  expect(tensorFromBytes(Uint8Array.of(0x80, 0x3f), { type: "bf16", shape: [] }).item()).toBe(1);
});

test("the bytes stay as they are, of a Buffer too", () => {
  const buffer = Buffer.from(bytes);
  const t = tensorFromBytes(buffer.subarray(0, 4), { type: "f4", shape: [], littleEndian: false });
  expect([...buffer]).toEqual([...bytes]);
  buffer.fill(0);
  expect(t.item()).toBe(1);
});

test.each<[string, number[]]>([
  ["too few", [3]],
  ["too many", [1]],
  ["other sizes", [2, 2 ** 52]],
])("bytes that are %s for the shape are refused", (_, shape) => {
  expect(() => tensorFromBytes(bytes, { type: "f4", shape })).toThrow(RangeError);
  expect(() => tensorFromBytes(bytes, { type: "f4", shape })).toThrow("tensorFromBytes: the bytes must be");
});

test("messages name what the caller names", () => {
  expect(() => tensorFromBytes(Uint8Array.of(2), { type: "b1", shape: [1], name: "readMask: the mask" })).toThrow(
    "readMask: the mask must hold values of bool, 0 to 1, got 2; save it as another type?",
  );
});
