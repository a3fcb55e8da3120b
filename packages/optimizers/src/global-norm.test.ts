import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { globalNorm } from "./index.ts";

test("is the Euclidean norm of all leaves together", () => {
  expect(globalNorm({ a: 2, b: [Float64Array.of(-3), tensor([[6]], { dtype: "float64" })] })).toBe(7);
  expect(globalNorm(Float32Array.of(3, -4))).toBe(5);
  expect(globalNorm(-2)).toBe(2);
});

test("neither overflows nor vanishes", () => {
  expect(globalNorm(Float32Array.of(3e30, 4e30))).toBeCloseTo(5e30, -24);
  expect(globalNorm({ a: 3e300, b: 4e300 }) / 5e300).toBeCloseTo(1, 15);
  expect(globalNorm({ a: 3e-300, b: 4e-300 }) / 5e-300).toBeCloseTo(1, 15);
  expect(globalNorm(Float32Array.of(1e-30)) / Math.fround(1e-30)).toBeCloseTo(1, 15);
  expect(globalNorm(5e-324)).toBe(5e-324);
});

test("is 0 for zeros and for nothing", () => {
  expect(globalNorm({ a: 0, b: tensor([0, 0]) })).toBe(0);
  expect(globalNorm({})).toBe(0);
  expect(globalNorm({ a: new Float32Array(), b: tensor([], { shape: [0, 3] }) })).toBe(0);
});

test("is NaN or infinite where an entry is", () => {
  expect(globalNorm({ a: 1, b: Number.NaN })).toBeNaN();
  expect(globalNorm({ a: Number.NaN, b: Infinity })).toBeNaN();
  expect(globalNorm({ a: 1, b: -Infinity })).toBe(Infinity);
});
