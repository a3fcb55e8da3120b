import { vjp } from "@adjoint/autodiff";
import { reshape, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { dice } from "./dice.ts";
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

test.each([0, 1, 0.25])("is 1 - (2 sum(p t) + s) / (sum(p) + sum(t) + s) for s = %d", (smoothing) => {
  const [a, b, c] = numbersOf(dice(predictions, targets, { smoothing, reduction: "none" }));
  expect(relative(a, 1 - (2 + smoothing) / (3 + smoothing))).toBeLessThan(1e-15);
  expect(relative(b, 1 - (2.8 + smoothing) / (3.6 + smoothing))).toBeLessThan(1e-14);
  expect(c).toBe(0);
});

test("is exactly 0 for what is right, and has a finite gradient for empty sets", () => {
  expect(numbersOf(dice(targets, targets, { reduction: "none" }))).toEqual([0, 0, 0]);
  const gradients = gradientOf((p, t) => dice(p, t, { smoothing: 0, reduction: "sum" }), [predictions, targets]);
  expect(gradients.slice(6)).toEqual([0, 0, 0]);
  expect(relative(gradients[0], (2 * 1 - 2 * 3) / 9)).toBeLessThan(1e-14);
});

test("takes several axes, as those of an image", () => {
  const [p, t] = [reshape(predictions, [1, 3, 3]), reshape(targets, [1, 3, 3])];
  const wanted = dice(reshape(predictions, [9]), reshape(targets, [9])).item();
  expect(numbersOf(dice(p, t, { axis: [1, 2], reduction: "none" }))).toEqual([wanted]);
  const where = tensor([false]);
  expect(dice(p, t, { axis: [-2, -1], where }).item()).toBe(0);
});

test("throws for negative smoothing", () => {
  expect(() => dice(predictions, targets, { smoothing: -1 })).toThrow("dice: smoothing must be 0 or more, got -1");
});
