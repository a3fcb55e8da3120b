import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { multilabelMargin } from "./multilabel-margin.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const predictions = doubles([[0.1, 0.2, 0.4, 0.8]]);

test("is the mean over classes of what each class that holds lacks before each that does not", () => {
  // 1/4 ((1 - (0.1 - 0.2)) + (1 - (0.1 - 0.4)) + (1 - (0.8 - 0.2)) + (1 - (0.8 - 0.4))), the example of PyTorch
  expect(multilabelMargin(predictions, doubles([[1, 0, 0, 1]])).item()).toBeCloseTo(0.85, 15);
  expect(multilabelMargin(predictions, doubles([[1, 1, 1, 1]])).item()).toBe(0);
  expect(multilabelMargin(predictions, doubles([[0, 0, 0, 0]])).item()).toBe(0);
});

test("takes the classes on any axis", () => {
  const columns = doubles([
    [0.1, 3],
    [0.2, 1],
    [0.4, 0],
    [0.8, 1],
  ]);
  const targets = doubles([
    [1, 1],
    [0, 0],
    [0, 0],
    [1, 0],
  ]);
  const [a, b] = numbersOf(multilabelMargin(columns, targets, { axis: 0, reduction: "none" }));
  expect(a).toBeCloseTo(0.85, 15);
  expect(b).toBe(0);
});

test("has gradient 1 / classes for each violation, 0 at the kink", () => {
  const [x, t] = [doubles([[1, 0, 2, 0.5]]), doubles([[1, 0, 0, 0]])];
  // leads of class 0: 1 (the kink), -1 and 0.5
  expect(gradientOf(multilabelMargin, [x, t])).toEqual([-0.5, 0, 0.25, 0.25]);
  expect(multilabelMargin(x, t, { margin: 0.25 }).item()).toBe(1.25 / 4);
});

test("infinite predictions of classes that are no pair are no NaN", () => {
  const x = doubles([[1, -Infinity, -Infinity]]);
  expect(multilabelMargin(x, doubles([[1, 0, 0]])).item()).toBe(0);
  expect(gradientOf(multilabelMargin, [x, doubles([[1, 0, 0]])])).toEqual([0, 0, 0]);
});
