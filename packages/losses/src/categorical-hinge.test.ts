import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { categoricalHinge } from "./categorical-hinge.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const predictions = doubles([
  [0.2, 0.5, -1],
  [3, 2, 1],
  [-3, -2, -1],
  [0, 2, 2],
]);
const targets = doubles([
  [1, 0, 0],
  [1, 0, 0],
  [0, 0, 1],
  [1, 0, 0],
]);

test("is the lead of the best wrong class and 1 more, or 0", () => {
  // in the third row the entry of the right class, 0, is larger than the wrong classes: 1 + 0 - (-1)
  expect(numbersOf(categoricalHinge(predictions, targets, { reduction: "none" }))).toEqual([1.3, 0, 2, 3]);
});

test("has gradient 0 at the kink, and shares it between equal classes", () => {
  const gradients = gradientOf((p, t) => categoricalHinge(p, t, { reduction: "sum" }), [predictions, targets]);
  expect(gradients).toEqual([-1, 1, 0, 0, 0, 0, 0, 0, -1, -1, 0.5, 0.5]);
});
