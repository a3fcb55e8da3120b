import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
import { softMargin } from "./soft-margin.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is log(1 + e^(-t p)), without overflow", () => {
  const [predictions, labels] = [doubles([2, -1, 0, 1000, 1000, Infinity]), doubles([1, 1, -1, -1, 1, 1])];
  const values = numbersOf(softMargin(predictions, labels, { reduction: "none" }));
  expect(relative(values[0], Math.log1p(Math.exp(-2)))).toBeLessThan(1e-15);
  expect(relative(values[1], Math.log1p(Math.E))).toBeLessThan(1e-15);
  expect(values.slice(2)).toEqual([Math.LN2, 1000, 0, 0]);
});

test("has gradient -t sigmoid(-t p)", () => {
  const gradients = gradientOf(
    (p, t) => softMargin(p, t, { reduction: "sum" }),
    [doubles([0, 1, -1000]), doubles([1, -1, 1])],
  );
  expect(gradients[0]).toBe(-0.5);
  expect(relative(gradients[1], 1 / (1 + Math.exp(-1)))).toBeLessThan(1e-15);
  expect(gradients[2]).toBe(-1);
});

test("is sigmoidBinaryCrossEntropy of labels 0 and 1", () => {
  const [logits, signs, labels] = [doubles([3, -0.4, 7]), doubles([1, -1, -1]), doubles([1, 0, 0])];
  const wanted = sigmoidBinaryCrossEntropy(logits, labels).item();
  expect(relative(softMargin(logits, signs).item(), wanted)).toBeLessThan(1e-15);
});
