import { vjp } from "@adjoint/autodiff";
import { logSoftmax } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { negativeLogLikelihood } from "./negative-log-likelihood.ts";
import { softmaxCrossEntropyWithIntegerLabels } from "./softmax-cross-entropy-with-integer-labels.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, integers, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const logProbabilities = doubles([
  [-1, -2, -3],
  [-0.5, -1.5, -4],
]);

test("is minus the log-probability of the label; its gradient is -1 there", () => {
  const labels = integers([2, 0]);
  expect(numbersOf(negativeLogLikelihood(logProbabilities, labels, { reduction: "none" }))).toEqual([3, 0.5]);
  expect(gradientOf((x) => negativeLogLikelihood(x, labels), [logProbabilities])).toEqual([0, 0, -0.5, -0.5, 0, 0]);
});

test("of logSoftmax is softmaxCrossEntropyWithIntegerLabels", () => {
  const [logits, labels] = [
    doubles([
      [3, 1, -2],
      [0, 0.5, 9],
    ]),
    integers([1, 0]),
  ];
  const wanted = softmaxCrossEntropyWithIntegerLabels(logits, labels).item();
  expect(negativeLogLikelihood(logSoftmax(logits), labels).item()).toBeCloseTo(wanted, 14);
});

test("takes class weights, ignored labels and another axis", () => {
  const classWeights = doubles([2, 1, 1]);
  const options = { classWeights, ignoreIndex: -100 };
  expect(negativeLogLikelihood(logProbabilities, integers([2, 0]), options).item()).toBeCloseTo((3 + 1) / 3, 15);
  expect(negativeLogLikelihood(logProbabilities, integers([-100, 0]), options).item()).toBe(0.5);
  const columns = negativeLogLikelihood(logProbabilities, integers([1, 0, 1]), { axis: 0, reduction: "none" });
  expect(numbersOf(columns)).toEqual([0.5, 2, 4]);
});

test("is infinite for a label that is ruled out, and throws for one that is no class", () => {
  expect(negativeLogLikelihood(doubles([[0, -Infinity]]), integers([1])).item()).toBe(Infinity);
  expect(() => negativeLogLikelihood(logProbabilities, integers([0, 3]))).toThrow(RangeError);
  expect(() => negativeLogLikelihood(logProbabilities, integers([0, -1]))).toThrow(
    "negativeLogLikelihood: labels go from 0 to 2, got -1; mask it, or set ignoreIndex?",
  );
});
