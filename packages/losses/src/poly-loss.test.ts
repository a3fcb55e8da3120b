import { vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { polyLoss } from "./poly-loss.ts";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const logits = doubles([[1, -2, 0.5]]);
const probabilities = doubles([[0.2, 0.8, 0]]);

test("is the cross-entropy and epsilon (1 - q)", () => {
  const weights = [1, -2, 0.5].map(Math.exp);
  const q = weights.map((w) => w / (weights[0]! + weights[1]! + weights[2]!));
  const wanted = 0.2 * (-Math.log(q[0]!) + 3 * (1 - q[0]!)) + 0.8 * (-Math.log(q[1]!) + 3 * (1 - q[1]!));
  expect(relative(polyLoss(logits, probabilities, { epsilon: 3 }).item(), wanted)).toBeLessThan(1e-15);
});

test("is the cross-entropy for epsilon = 0", () => {
  const wanted = softmaxCrossEntropy(logits, probabilities).item();
  expect(polyLoss(logits, probabilities, { epsilon: 0 }).item()).toBe(wanted);
});

test("keeps the digits where the prediction is almost sure", () => {
  const value = polyLoss(doubles([[20, 0]]), doubles([[1, 0]]), { epsilon: 2 }).item();
  expect(relative(value, 3 * Math.exp(-20))).toBeLessThan(1e-6); // logSoftmax rounds at 1
});

test("a class that is ruled out adds nothing to gradient and value", () => {
  const [x, p] = [doubles([[1, -Infinity, 2]]), doubles([[0.5, 0, 0.5]])];
  const [without, rest] = [doubles([[1, 2]]), doubles([[0.5, 0.5]])];
  expect(polyLoss(x, p).item()).toBe(polyLoss(without, rest).item());
  const [a, b] = gradientOf(polyLoss, [without, rest]);
  expect(gradientOf(polyLoss, [x, p])).toEqual([a, 0, b]);
  expect(numbersOf(polyLoss(x, p, { reduction: "none" }))).toHaveLength(1);
});
