import { vjp } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { perceptron } from "./perceptron.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const predictions = tensor([2, 0, -3, 0.5, Infinity, Number.NaN]);
const labels = tensor([1, 1, 1, -1, 1, 1]);

test("is max(0, -t p)", () => {
  expect(numbersOf(perceptron(predictions, labels, { reduction: "none" }))).toEqual([0, 0, 3, 0.5, 0, Number.NaN]);
});

test("has gradient -t where the sign is wrong, 0 where it is right and at 0", () => {
  const gradients = gradientOf((p, t) => perceptron(p, t, { reduction: "sum" }), [predictions, labels]);
  expect(gradients.slice(0, 5)).toEqual([0, 0, -1, 1, 0]);
});
