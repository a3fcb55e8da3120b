import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { dice } from "./dice.ts";
import { jaccard } from "./jaccard.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const predictions = doubles([
  [1, 1, 0],
  [0.5, 0.2, 0.9],
  [0, 0, 0],
]);
const targets = doubles([
  [1, 0, 0],
  [1, 0, 1],
  [0, 0, 0],
]);

test.each([0, 1, 0.25])("is 1 - intersection / union, smoothed by %d", (smoothing) => {
  const [a, b, c] = numbersOf(jaccard(predictions, targets, { smoothing, reduction: "none" }));
  expect(relative(a, 1 - (1 + smoothing) / (2 + smoothing))).toBeLessThan(1e-15);
  expect(relative(b, 1 - (1.4 + smoothing) / (2.2 + smoothing))).toBeLessThan(1e-14);
  expect(c).toBe(0);
});

test("without smoothing it follows from the Dice loss: 2 d / (1 + d)", () => {
  const [d] = numbersOf(dice(predictions, targets, { smoothing: 0, reduction: "none" }));
  const [j] = numbersOf(jaccard(predictions, targets, { smoothing: 0, reduction: "none" }));
  expect(relative(j, (2 * d!) / (1 + d!))).toBeLessThan(1e-15);
});

test("has gradient 0 for empty sets", () => {
  const gradients = gradientOf((p, t) => jaccard(p, t, { smoothing: 0, reduction: "sum" }), [predictions, targets]);
  expect(gradients.slice(6)).toEqual([0, 0, 0]);
});
