import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { huber } from "./huber.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const zeros = (x: Tensor): Tensor => tensor(new Array<number>(x.size).fill(0), { dtype: x.dtype });
const valuesOf = (x: Tensor, delta: number): number[] => numbersOf(huber(x, zeros(x), { delta, reduction: "none" }));
const gradientsOf = (x: Tensor, delta: number): number[] =>
  gradientOf((p) => huber(p, zeros(x), { delta, reduction: "sum" }), [x]);

test("is a parabola up to delta, and a line beyond", () => {
  expect(valuesOf(doubles([0, 1, -1, 2, 4, -6]), 2)).toEqual([0, 0.5, 0.5, 2, 6, 10]);
  expect(gradientsOf(doubles([0, 1, -1, 1.5, 4, -6]), 2)).toEqual([0, 1, -1, 1.5, 2, -2]);
});

test("has gradient +-delta at |e| = delta", () => {
  expect(gradientsOf(tensor([2, -2, 0.5, -0.5]), 2)).toEqual([2, -2, 0.5, -0.5]);
  expect(gradientsOf(tensor([0.75, -0.75]), 0.75)).toEqual([0.75, -0.75]);
});

test("neither overflows nor makes NaN for huge errors", () => {
  expect(valuesOf(tensor([1e30, -3e38, Infinity, -Infinity, Number.NaN]), 1)).toEqual([
    Math.fround(1e30),
    Math.fround(3e38),
    Infinity,
    Infinity,
    Number.NaN,
  ]);
  expect(gradientsOf(tensor([1e30, -3e38, Infinity, -Infinity]), 0.5)).toEqual([0.5, -0.5, 0.5, -0.5]);
});

test.each([0, -1, Number.NaN])("throws for delta = %d", (delta) => {
  expect(() => huber(tensor([1]), tensor([1]), { delta })).toThrow(
    new RangeError(`huber: delta must be above 0, got ${delta}; choose another?`),
  );
});
