import { expect, test } from "vitest";
import { allocate, type DType, dtypeOf, holds, isFloat, sumTypeOf } from "./dtype.ts";

const all: readonly DType[] = ["float32", "float64", "int32", "uint8", "bool"];

test("storage of each type, and the type of each storage", () => {
  expect(all.map((dtype) => allocate(dtype, 2).constructor)).toEqual([
    Float32Array,
    Float64Array,
    Int32Array,
    Uint8Array,
    Uint8Array,
  ]);
  expect(all.map((dtype) => dtypeOf(allocate(dtype, 1)))).toEqual(["float32", "float64", "int32", "uint8", "uint8"]);
  for (const other of [[1], 1, new Uint16Array(1), new Uint8ClampedArray(1), new BigInt64Array(1), null])
    expect(dtypeOf(other)).toBeUndefined();
});

test("which are floating-point types, and which types sums have", () => {
  expect(all.filter(isFloat)).toEqual(["float32", "float64"]);
  expect(all.map(sumTypeOf)).toEqual(["float32", "float64", "int32", "int32", "int32"]);
});

test.each([
  ["float32", [0.5, NaN, Infinity, 1e300], []],
  ["int32", [0, -0, 2 ** 31 - 1, -(2 ** 31)], [0.5, NaN, Infinity, 2 ** 31, -(2 ** 31) - 1]],
  ["uint8", [0, 255], [-1, 256, 1.5, NaN]],
  ["bool", [0, 1], [2, -1, 0.5, NaN]],
] as const)("%s holds %j, not %j", (dtype, held, others) => {
  expect(held.filter((value) => !holds(dtype, value))).toEqual([]);
  expect(others.filter((value) => holds(dtype, value))).toEqual([]);
});
