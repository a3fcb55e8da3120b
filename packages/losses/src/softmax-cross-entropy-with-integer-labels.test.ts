import { grad, vmap } from "@adjoint/autodiff";
import { oneHot, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { softmaxCrossEntropy } from "./softmax-cross-entropy.ts";
import { softmaxCrossEntropyWithIntegerLabels } from "./softmax-cross-entropy-with-integer-labels.ts";

const labelsOf = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
const float64 = { dtype: "float64" } as const;
const logits = tensor(
  [
    [1, -2, 0.5],
    [3, 0.1, -1],
    [0.2, 0.7, 0.3],
  ],
  float64,
);

describe("softmaxCrossEntropyWithIntegerLabels", () => {
  test("is softmaxCrossEntropy of one-hot probabilities, smoothed or not, on any axis", () => {
    const labels = labelsOf(2, 0, 1);
    for (const labelSmoothing of [0, 0.3, 1])
      for (const axis of [0, 1]) {
        const hot = oneHot(labels, 3, "float64").toArray() as number[][];
        const soft = hot.map((row) => row.map((x) => (1 - labelSmoothing) * x + labelSmoothing / 3));
        const probabilities = tensor(axis === 1 ? soft : soft.map((_, i) => soft.map((row) => row[i]!)), float64);
        const wanted = softmaxCrossEntropy(logits, probabilities, { axis, reduction: "none" }).dataSync();
        const got = softmaxCrossEntropyWithIntegerLabels(logits, labels, { axis, labelSmoothing, reduction: "none" });
        got.dataSync().forEach((x, i) => {
          expect(x).toBeCloseTo(wanted[i]!, 14);
        });
      }
  });

  test("takes uint8 labels, and one example without a batch", () => {
    const all = softmaxCrossEntropyWithIntegerLabels(logits, labelsOf(2, 0, 1)).item();
    expect(softmaxCrossEntropyWithIntegerLabels(logits, tensor(new Uint8Array([2, 0, 1]))).item()).toBe(all);
    expect(softmaxCrossEntropyWithIntegerLabels(tensor([0, 0]), tensor(1, { dtype: "int32" })).item()).toBe(
      Math.fround(Math.log(2)),
    );
  });

  test("keeps digits for logits far from 0, and stays finite for huge ones", () => {
    expect(softmaxCrossEntropyWithIntegerLabels(tensor([[1e6, 1e6 + 1]]), labelsOf(0)).item()).toBe(
      Math.fround(Math.log1p(Math.E)),
    );
    expect(softmaxCrossEntropyWithIntegerLabels(tensor([[3e38, -3e37]]), labelsOf(0)).item()).toBe(0);
    const gradient = grad(softmaxCrossEntropyWithIntegerLabels)(tensor([[3e38, -3e37]]), labelsOf(1));
    expect(gradient.toArray()).toEqual([[1, -1]]);
  });

  test("a class with logit -Infinity is out, unless it is the label: then the loss is infinite", () => {
    const x = tensor([[1, -Infinity, 1]]);
    expect(softmaxCrossEntropyWithIntegerLabels(x, labelsOf(0)).item()).toBe(Math.fround(Math.log(2)));
    expect(grad(softmaxCrossEntropyWithIntegerLabels)(x, labelsOf(0)).toArray()).toEqual([[-0.5, 0, 0.5]]);
    expect(softmaxCrossEntropyWithIntegerLabels(x, labelsOf(1)).item()).toBe(Infinity);
    expect(grad(softmaxCrossEntropyWithIntegerLabels)(x, labelsOf(1)).toArray()).toEqual([[0.5, -1, 0.5]]);
  });

  test.each([3, -1, -4, 100])("throws for the label %i of three classes", (label) => {
    expect(() => softmaxCrossEntropyWithIntegerLabels(logits, labelsOf(0, label, 1))).toThrow(
      new RangeError(
        `softmaxCrossEntropyWithIntegerLabels: labels go from 0 to 2, got ${label}; mask it, or set ignoreIndex?`,
      ),
    );
    expect(() => grad(softmaxCrossEntropyWithIntegerLabels)(logits, labelsOf(0, label, 1))).toThrow(RangeError);
    const loss = (x: Tensor, y: Tensor) => softmaxCrossEntropyWithIntegerLabels(x, y);
    expect(() => vmap(loss)(logits, labelsOf(0, label, 1))).toThrow(RangeError);
  });

  test("ignores a label wherever it lies, and divides by the labels that are left", () => {
    const kept = softmaxCrossEntropyWithIntegerLabels(tensor([[3, 0.1, -1]], float64), labelsOf(0)).item();
    for (const ignoreIndex of [-100, 2, 1000]) {
      const options = { ignoreIndex };
      const labels = labelsOf(ignoreIndex, 0, ignoreIndex);
      expect(softmaxCrossEntropyWithIntegerLabels(logits, labels, options).item()).toBe(kept);
      const gradient = grad((x: Tensor) => softmaxCrossEntropyWithIntegerLabels(x, labels, options))(logits).toArray();
      expect([(gradient as number[][])[0], (gradient as number[][])[2]]).toEqual([
        [0, 0, 0],
        [0, 0, 0],
      ]);
    }
    const none = labelsOf(-100, -100, -100);
    expect(softmaxCrossEntropyWithIntegerLabels(logits, none, { ignoreIndex: -100 }).item()).toBe(0);
    expect(() => softmaxCrossEntropyWithIntegerLabels(logits, none, { ignoreIndex: -1 })).toThrow(RangeError);
  });

  test("uint8 labels may be ignored by a number that uint8 does not hold", () => {
    const labels = tensor(new Uint8Array([2, 0, 1]));
    const all = softmaxCrossEntropyWithIntegerLabels(logits, labels);
    expect(softmaxCrossEntropyWithIntegerLabels(logits, labels, { ignoreIndex: -100 }).item()).toBe(all.item());
  });

  test("the weight of a class multiplies the weight of its examples", () => {
    const labels = labelsOf(2, 0, 0);
    const [a, b, c] = softmaxCrossEntropyWithIntegerLabels(logits, labels, {
      reduction: "none",
    }).dataSync() as Float64Array;
    const classWeights = tensor([2, 5, 0.5], float64);
    const weights = tensor([1, 3, 2], float64);
    const plain = softmaxCrossEntropyWithIntegerLabels(logits, labels, { classWeights }).item();
    expect(plain).toBeCloseTo((0.5 * a! + 2 * b! + 2 * c!) / 4.5, 14);
    const both = softmaxCrossEntropyWithIntegerLabels(logits, labels, { classWeights, weights }).item();
    expect(both).toBeCloseTo((0.5 * a! + 6 * b! + 4 * c!) / 10.5, 14);
    const where = tensor([true, true, false]);
    const masked = softmaxCrossEntropyWithIntegerLabels(logits, labels, { classWeights, weights, where }).item();
    expect(masked).toBeCloseTo((0.5 * a! + 6 * b!) / 6.5, 14);
  });

  test("a mask, ignored labels and NaN weights together leave no trace in any gradient", () => {
    const labels = labelsOf(0, -100, -5);
    const options = { ignoreIndex: -100, where: tensor([true, true, false]) };
    const loss = (x: Tensor, weights: Tensor, classWeights: Tensor): Tensor =>
      softmaxCrossEntropyWithIntegerLabels(x, labels, { ...options, weights, classWeights });
    const weights = tensor([2, Number.NaN, Number.NaN], float64);
    const classWeights = tensor([1, 1, 1], float64);
    for (const argument of [0, 1, 2] as const) {
      const gradient = grad(loss, { argument })(logits, weights, classWeights).dataSync();
      expect(Array.from(gradient).every(Number.isFinite), `argument ${argument}`).toBe(true);
    }
  });

  test("throws for settings and shapes that do not fit", () => {
    const labels = labelsOf(0, 1, 2);
    for (const labelSmoothing of [-0.1, 1.1, Number.NaN])
      expect(() => softmaxCrossEntropyWithIntegerLabels(logits, labels, { labelSmoothing })).toThrow(
        `softmaxCrossEntropyWithIntegerLabels: labelSmoothing must be from 0 to 1, got ${labelSmoothing}`,
      );
    expect(() => softmaxCrossEntropyWithIntegerLabels(logits, tensor([0, 1, 2]))).toThrow(
      "softmaxCrossEntropyWithIntegerLabels: labels are int32 or uint8, got float32; cast them?",
    );
    expect(() =>
      softmaxCrossEntropyWithIntegerLabels(logits, labels, { classWeights: tensor([1, 1], float64) }),
    ).toThrow("softmaxCrossEntropyWithIntegerLabels: classWeights of shape [3] are needed, got [2]");
  });
});
