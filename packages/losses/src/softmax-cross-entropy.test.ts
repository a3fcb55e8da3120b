import { grad } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";

const float64 = { dtype: "float64" } as const;

test("of even logits is the logarithm of the number of classes", () => {
  expect(softmaxCrossEntropy(tensor([0, 0, 0], float64), tensor([0.2, 0.3, 0.5], float64)).item()).toBeCloseTo(
    Math.log(3),
    15,
  );
});

test("its gradient for the logits is softmax - probabilities, that for the probabilities -log softmax", () => {
  const logits = tensor([[1, -2, 0.5]], float64);
  const probabilities = tensor([[0.2, 0.8, 0]], float64);
  const weights = [1, -2, 0.5].map(Math.exp);
  const total = weights.reduce((a, b) => a + b);
  const ofLogits = grad(softmaxCrossEntropy)(logits, probabilities).dataSync();
  const ofProbabilities = grad(softmaxCrossEntropy, { argument: 1 })(logits, probabilities).dataSync();
  weights.forEach((w, i) => {
    expect(ofLogits[i]).toBeCloseTo(w / total - [0.2, 0.8, 0][i]!, 14);
    expect(ofProbabilities[i]).toBeCloseTo(Math.log(total / w), 14);
  });
});

test("a class that is ruled out, with probability 0 and logit -Infinity, adds nothing", () => {
  const [logits, probabilities] = [tensor([[1, -Infinity, 2]], float64), tensor([[0.5, 0, 0.5]], float64)];
  const [without, rest] = [tensor([[1, 2]], float64), tensor([[0.5, 0.5]], float64)];
  expect(softmaxCrossEntropy(logits, probabilities).item()).toBe(softmaxCrossEntropy(without, rest).item());
  const [a, c] = grad(softmaxCrossEntropy)(without, rest).dataSync();
  expect(grad(softmaxCrossEntropy)(logits, probabilities).toArray()).toEqual([[a, 0, c]]);
  const [p, r] = grad(softmaxCrossEntropy, { argument: 1 })(without, rest).dataSync();
  expect(grad(softmaxCrossEntropy, { argument: 1 })(logits, probabilities).toArray()).toEqual([[p, -0, r]]);
});

test("is infinite where a class that has a probability is ruled out, with a finite gradient", () => {
  const [logits, probabilities] = [tensor([1, -Infinity]), tensor([0.5, 0.5])];
  expect(softmaxCrossEntropy(logits, probabilities).item()).toBe(Infinity);
  expect(grad(softmaxCrossEntropy)(logits, probabilities).toArray()).toEqual([0.5, -0.5]);
});

test("neither overflows nor loses the digits of differences for huge logits", () => {
  const probabilities = tensor([1, 0]);
  expect(softmaxCrossEntropy(tensor([1e38, -1e38]), probabilities).item()).toBe(0);
  expect(softmaxCrossEntropy(tensor([-1e38, 1e38]), probabilities).item()).toBeCloseTo(2e38, -33);
  const offset = softmaxCrossEntropy(tensor([10000, 10001]), probabilities).item();
  expect(offset).toBeCloseTo(Math.log1p(Math.E), 6);
});

test("takes the classes on any axis", () => {
  const logits = tensor(
    [
      [1, 4],
      [2, 5],
      [3, 7],
    ],
    float64,
  );
  const probabilities = tensor(
    [
      [0.2, 0.1],
      [0.3, 0.6],
      [0.5, 0.3],
    ],
    float64,
  );
  const losses = softmaxCrossEntropy(logits, probabilities, { axis: 0, reduction: "none" });
  expect(losses.shape).toEqual([2]);
  const first = softmaxCrossEntropy(tensor([1, 2, 3], float64), tensor([0.2, 0.3, 0.5], float64)).item();
  const second = softmaxCrossEntropy(tensor([4, 5, 7], float64), tensor([0.1, 0.6, 0.3], float64)).item();
  expect(losses.toArray()).toEqual([first, second]);
});

test("needs an axis", () => {
  expect(() => softmaxCrossEntropy(tensor(1), tensor(1))).toThrow("softmaxCrossEntropy: a scalar has no axes");
});
