import { vjp } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { contrastive } from "./contrastive.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const a = doubles([
  [0, 0],
  [0, 0],
  [0, 0],
  [1, 1],
]);
const b = doubles([
  [3, 4],
  [3, 4],
  [0.6, 0.8],
  [1, 1],
]);

test("is half of the squared distance, or of what it lacks to the margin", () => {
  const same = tensor([true, false, false, false]);
  expect(numbersOf(contrastive(a, b, same, { margin: 2, reduction: "none" }))).toEqual([12.5, 0, 0.5, 2]);
});

test("pulls like vectors together, pushes unlike ones apart, and leaves equal ones alone", () => {
  const same = tensor([true, false, false, false]);
  const gradients = gradientOf((x, y) => contrastive(x, y, same, { margin: 2, reduction: "sum" }), [a, b]);
  expect(gradients.map((x) => Math.fround(x))).toEqual([-3, -4, 0, 0, 0.6, 0.8, 0, 0].map(Math.fround));
});

test("needs to know of each pair whether it is the same", () => {
  expect(() => contrastive(a, b, doubles([1, 0, 0, 0]))).toThrow("the condition must be bool, got float64");
  expect(() => contrastive(a, b, tensor([true, false]))).toThrow("contrastive: same of shape [4] are needed, got [2]");
});
