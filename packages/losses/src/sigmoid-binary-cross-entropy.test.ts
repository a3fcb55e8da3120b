import { grad } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { sigmoidBinaryCrossEntropy } from "./sigmoid-binary-cross-entropy.ts";

const float64 = { dtype: "float64" } as const;
const valuesOf = (logits: Tensor, labels: Tensor): number[] =>
  Array.from(sigmoidBinaryCrossEntropy(logits, labels, { reduction: "none" }).dataSync());
const gradientsOf = (logits: Tensor, labels: Tensor, argument: 0 | 1 = 0): number[] => {
  const loss = (x: Tensor, z: Tensor): Tensor => sigmoidBinaryCrossEntropy(x, z, { reduction: "sum" });
  return Array.from(grad(loss, { argument })(logits, labels).dataSync(), (x) => x + 0); // without -0
};

test("is exact for huge logits", () => {
  const logits = tensor([1000, -1000, 1000, -1000, 1000, 3e38]);
  expect(valuesOf(logits, tensor([1, 0, 0, 1, 0.25, 0.5]))).toEqual([0, 0, 1000, 1000, 750, Math.fround(1.5e38)]);
  expect(gradientsOf(logits, tensor([1, 0, 0, 1, 0.25, 0.5]))).toEqual([0, 0, 1, -1, 0.75, 0.5]);
});

test("at infinity is 0 where the label matches, and infinite where it does not", () => {
  const logits = tensor([Infinity, -Infinity, Infinity, -Infinity]);
  const labels = tensor([1, 0, 0, 1]);
  expect(valuesOf(logits, labels)).toEqual([0, 0, Infinity, Infinity]);
  expect(gradientsOf(logits, labels)).toEqual([0, 0, 1, -1]);
  expect(gradientsOf(logits, labels, 1).slice(0, 2)).toEqual([0, 0]);
});

test("keeps the digits of small losses", () => {
  const [x] = valuesOf(tensor([40], float64), tensor([1], float64));
  expect(x! / Math.exp(-40)).toBeCloseTo(1, 14);
  const [g] = gradientsOf(tensor([40], float64), tensor([1], float64));
  expect(g! / -Math.exp(-40)).toBeCloseTo(1, 14);
});

test("has gradient sigmoid(x) - z, at 0 too, and -x for the label", () => {
  const logits = tensor([0, 0, 0.5, -2], float64);
  const labels = tensor([0, 1, 0.3, 0.6], float64);
  const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));
  gradientsOf(logits, labels).forEach((g, i) => {
    expect(g).toBeCloseTo(sigmoid([0, 0, 0.5, -2][i]!) - [0, 1, 0.3, 0.6][i]!, 15);
  });
  expect(gradientsOf(logits, labels, 1)).toEqual([0, 0, -0.5, 2]);
});

test("positive weights multiply the part of the label 1, also at +-1000 and at infinity", () => {
  const logits = tensor([1000, -1000, 0.5, Infinity, -Infinity, -1000], float64);
  const labels = tensor([1, 1, 0.25, 1, 0, 0], float64);
  const options = { positiveWeights: tensor(3, float64), reduction: "none" } as const;
  const values = sigmoidBinaryCrossEntropy(logits, labels, options).dataSync();
  expect(Array.from(values.slice(0, 2))).toEqual([0, 3000]);
  expect(values[2]).toBeCloseTo(3 * 0.25 * Math.log1p(Math.exp(-0.5)) + 0.75 * Math.log1p(Math.exp(0.5)), 15);
  expect(Array.from(values.slice(3))).toEqual([0, 0, 0]);
});

test("positive weights do not divide the mean", () => {
  const [logits, labels] = [tensor([0, 0], float64), tensor([1, 1], float64)];
  const loss = sigmoidBinaryCrossEntropy(logits, labels, { positiveWeights: tensor([5, 5], float64) });
  expect(loss.item()).toBeCloseTo(5 * Math.log(2), 14);
});

test("throws for positive weights that do not broadcast to the logits", () => {
  const x = tensor([[0, 0]]);
  expect(() => sigmoidBinaryCrossEntropy(x, x, { positiveWeights: tensor([1, 2, 3]) })).toThrow(RangeError);
  expect(() => sigmoidBinaryCrossEntropy(x, x, { positiveWeights: tensor([[1], [2]]) })).toThrow(
    "sigmoidBinaryCrossEntropy: positiveWeights must broadcast to the losses, [1,2], got [2,1]; reshape?",
  );
});

test("NaN in a logit or a label stays NaN", () => {
  expect(valuesOf(tensor([Number.NaN, 1]), tensor([1, Number.NaN]))).toEqual([Number.NaN, Number.NaN]);
});
