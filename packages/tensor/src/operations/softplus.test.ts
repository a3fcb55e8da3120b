import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { softplus } from "./softplus.ts";

test("log(1 + u) for u = e^x", () => {
  const y = softplus(tensor([0, Math.log(3), -Math.log(3)], { dtype: "float64" })).dataSync();
  [Math.log(2), Math.log(4), Math.log(4 / 3)].forEach((wanted, i) => {
    expect(y[i]).toBeCloseTo(wanted, 15);
  });
});

test("goes to x above and to e^x below, without overflow", () => {
  const x = [50, 1000, 1e308, Infinity, -1000, -Infinity];
  expect(softplus(tensor(x, { dtype: "float64" })).toArray()).toEqual([50, 1000, 1e308, Infinity, 0, 0]);
  expect(softplus(tensor([-50], { dtype: "float64" })).item() / Math.exp(-50)).toBeCloseTo(1, 15);
  expect(softplus(tensor([NaN])).item()).toBeNaN();
});

test("takes numbers, and no integers", () => {
  expect(softplus(0).item()).toBe(Math.fround(Math.LN2));
  expect(() => softplus(tensor([1], { dtype: "int32" }))).toThrow(
    'softplus: a floating-point type is needed, got int32; cast it, as in cast(x, "float32")?',
  );
});
