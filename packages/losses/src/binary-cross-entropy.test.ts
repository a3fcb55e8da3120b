import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { binaryCrossEntropy } from "./binary-cross-entropy.ts";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const valuesOf = (p: Tensor, z: Tensor): number[] => numbersOf(binaryCrossEntropy(p, z, { reduction: "none" }));
const sumOf = (p: Tensor, z: Tensor): Tensor => binaryCrossEntropy(p, z, { reduction: "sum" });

test("is -(z log(p) + (1 - z) log(1 - p))", () => {
  const [a, b, c] = valuesOf(doubles([0.9, 0.2, 0.5]), doubles([1, 0, 0.3]));
  expect(relative(a, -Math.log(0.9))).toBeLessThan(1e-15);
  expect(relative(b, -Math.log(0.8))).toBeLessThan(1e-15);
  expect(relative(c, Math.LN2)).toBeLessThan(1e-15);
});

test("is sigmoidBinaryCrossEntropy of the logits", () => {
  const logits = [-3, -0.5, 0, 2];
  const labels = doubles([0, 0.25, 1, 1]);
  const wanted = numbersOf(sigmoidBinaryCrossEntropy(doubles(logits), labels, { reduction: "none" }));
  valuesOf(doubles(logits.map((x) => 1 / (1 + Math.exp(-x)))), labels).forEach((value, i) => {
    expect(relative(value, wanted[i]!)).toBeLessThan(1e-14);
  });
});

test("is 0 where a sure probability is right, with a finite gradient, and infinite where it is wrong", () => {
  const [p, z] = [tensor([0, 1, 0, 1]), tensor([0, 1, 1, 0])];
  expect(valuesOf(p, z)).toEqual([0, 0, Infinity, Infinity]);
  expect(gradientOf(sumOf, [tensor([0, 1]), tensor([0, 1])])).toEqual([1, -1]);
  expect(gradientOf(sumOf, [tensor([0, 1]), tensor([0, 1])], 1)).toEqual([0, 0]);
});

test("keeps the digits of tiny probabilities", () => {
  expect(relative(valuesOf(tensor([1e-10]), tensor([0]))[0], Math.fround(1e-10))).toBeLessThan(1e-7);
});

test("has gradient (p - z) / (p (1 - p)), and log(1 - p) - log(p) for the label", () => {
  const inputs = [doubles([0.9, 0.2]), doubles([1, 0.3])];
  const [a, b] = gradientOf(sumOf, inputs);
  expect(relative(a, -1 / 0.9)).toBeLessThan(1e-14);
  expect(relative(b, -0.1 / 0.16)).toBeLessThan(1e-14);
  expect(relative(gradientOf(sumOf, inputs, 1)[0], Math.log(0.1 / 0.9))).toBeLessThan(1e-14);
});

test("is NaN for what is no probability", () => {
  expect(valuesOf(tensor([-0.1, 1.1, Number.NaN]), tensor([1, 0, 0]))).toEqual([Number.NaN, Number.NaN, Number.NaN]);
});
