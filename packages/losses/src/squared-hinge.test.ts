import { vjp } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { squaredHinge } from "./squared-hinge.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const predictions = tensor([2, 1, 0.5, -3, -1, 0]);
const labels = tensor([1, 1, 1, 1, -1, -1]);

test("is max(0, 1 - t p)^2", () => {
  expect(numbersOf(squaredHinge(predictions, labels, { reduction: "none" }))).toEqual([0, 0, 0.25, 16, 0, 1]);
  expect(numbersOf(squaredHinge(tensor([Infinity, Number.NaN]), tensor([1, 1]), { reduction: "none" }))).toEqual([
    0,
    Number.NaN,
  ]);
});

test("has gradient -2 t max(0, 1 - t p), 0 at the kink", () => {
  const gradients = gradientOf((p, t) => squaredHinge(p, t, { reduction: "sum" }), [predictions, labels]);
  expect(gradients).toEqual([0, 0, -1, -8, 0, 2]);
});
