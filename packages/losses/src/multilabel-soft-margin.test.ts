import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { multilabelSoftMargin } from "./multilabel-soft-margin.ts";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const logits = doubles([
  [2, -1, 0.5],
  [0, 1000, -1000],
]);
const labels = doubles([
  [1, 0, 1],
  [1, 1, 0],
]);

test("is the mean over classes of sigmoidBinaryCrossEntropy", () => {
  const each = numbersOf(sigmoidBinaryCrossEntropy(logits, labels, { reduction: "none" }));
  const got = numbersOf(multilabelSoftMargin(logits, labels, { reduction: "none" }));
  expect(relative(got[0], (each[0]! + each[1]! + each[2]!) / 3)).toBeLessThan(1e-15);
  expect(relative(got[1], Math.LN2 / 3)).toBeLessThan(1e-15);
});

test("has gradient (sigmoid(x) - z) / classes", () => {
  const gradients = gradientOf((x, z) => multilabelSoftMargin(x, z, { reduction: "sum" }), [logits, labels]);
  expect(relative(gradients[0], -1 / (1 + Math.exp(2)) / 3)).toBeLessThan(1e-14);
  expect(gradients.slice(4)).toEqual([0, 0]);
});
