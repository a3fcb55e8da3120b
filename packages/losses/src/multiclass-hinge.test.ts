import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { multiclassHinge } from "./multiclass-hinge.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, integers, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const scores = doubles([
  [0.5, 1, -1],
  [3, 2, 1],
]);
const labels = integers([0, 0]);
const sumOf = (x: Tensor): Tensor => multiclassHinge(x, labels, { reduction: "sum" });

test("is the sum of violations by the other classes, divided by the number of classes", () => {
  // 1 - 0.5 + 1 = 1.5 and 1 - 0.5 - 1 < 0; then 1 - 3 + 2 = 0 and 1 - 3 + 1 < 0
  expect(numbersOf(multiclassHinge(scores, labels, { reduction: "none" }))).toEqual([0.5, 0]);
  expect(numbersOf(multiclassHinge(scores, labels, { power: 2, reduction: "none" }))).toEqual([0.75, 0]);
  // 0.25 - 0.5 + 1 = 0.75; all others are far away
  expect(numbersOf(multiclassHinge(scores, labels, { margin: 0.25, reduction: "none" }))).toEqual([0.25, 0]);
});

test("has gradient 1 / classes for a violation, 0 at the kink, where a rival trails by the margin", () => {
  const third = 1 / 3;
  expect(gradientOf(sumOf, [scores])).toEqual([-third, third, 0, 0, 0, 0]);
});

test("one class alone has no rival", () => {
  expect(multiclassHinge(doubles([[3]]), integers([0])).item()).toBe(0);
});

test("takes the classes on any axis, ignores labels and weighs classes", () => {
  const columns = doubles([
    [0.5, 3],
    [1, 2],
    [-1, 1],
  ]);
  expect(numbersOf(multiclassHinge(columns, labels, { axis: 0, reduction: "none" }))).toEqual([0.5, 0]);
  expect(multiclassHinge(scores, integers([0, 9]), { ignoreIndex: 9 }).item()).toBe(0.5);
  const weighted = multiclassHinge(scores, integers([0, 2]), { classWeights: doubles([1, 1, 3]) });
  expect(weighted.item()).toBeCloseTo((0.5 + 3 * ((3 + 2) / 3)) / 4, 14);
});

test("throws for labels that are no class and for other powers", () => {
  expect(() => multiclassHinge(scores, integers([0, 3]))).toThrow("multiclassHinge: labels go from 0 to 2, got 3");
  expect(() => multiclassHinge(scores, integers([0, -1]))).toThrow(RangeError);
  expect(() => multiclassHinge(scores, labels, { power: 3 as 2 })).toThrow(
    "multiclassHinge: power must be 1 or 2, got 3",
  );
});
