import {
  DTypeError,
  greater,
  normal,
  randomKey,
  ShapeError,
  type Tensor,
  tensor,
  uniform,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { accuracy, confusionMatrix, f1, precision, recall, scoresByClass, topKAccuracy } from "./index.ts";

const labels = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
const none = tensor([], { dtype: "int32" });

describe("accuracy", () => {
  test("of labels, of scores, of yes and no", () => {
    expect(accuracy(labels(0, 2, 1, 3), labels(0, 1, 2, 3))).toBe(0.5);
    expect(accuracy(tensor([[0.1, 0.9], [0.8, 0.2], [0.5, 0.5]]), labels(1, 1, 0))).toBe(2 / 3); // biome-ignore format: three rows
    expect(accuracy(greater(tensor([-1, 2, 3]), 0), tensor([1, 1, 1], { dtype: "bool" }))).toBe(2 / 3);
    expect(accuracy(zeros([2, 3, 4]), zeros([2, 3], "int32"))).toBe(1); // the first of equal scores
  });

  test("leaves out what it is told to, and is NaN for nothing", () => {
    const scores = tensor([[1, 0], [1, 0], [1, 0]]); // biome-ignore format: three rows
    expect(accuracy(scores, labels(0, -100, 1), { ignoreIndex: -100 })).toBe(0.5);
    expect(accuracy(scores, labels(-100, -100, -100), { ignoreIndex: -100 })).toBeNaN();
    expect(accuracy(none, none)).toBeNaN();
    expect(accuracy(zeros([0, 3]), none)).toBeNaN();
  });

  test("mistakes", () => {
    expect(() => accuracy(zeros([3, 2]), labels(0, 1))).toThrow(
      new ShapeError("accuracy: scores [..., classes] for labels [...] are needed, got [3,2] for [2]; reshape one?"),
    );
    expect(() => accuracy(labels(1), labels(0, 1))).toThrow(
      "accuracy: a prediction for each label is needed, got [1] for [2]",
    );
    expect(() => accuracy(zeros([2, 2]), tensor([0, 1]))).toThrow(DTypeError);
    expect(() => accuracy(zeros([1, 2]), labels(2))).toThrow("accuracy: labels from 0 to 1 are needed, got 2");
    expect(() => accuracy([0] as never, labels(0))).toThrow("accuracy: a tensor is needed");
  });
});

describe("topKAccuracy", () => {
  const scores = tensor([[0.5, 0.2, 0.2], [0.3, 0.4, 0.2], [0.2, 0.4, 0.3], [0.7, 0.2, 0.1]]); // biome-ignore format: four rows
  test("the example of scikit-learn's documentation, for every k", () => {
    const wanted = labels(0, 1, 2, 2);
    expect([1, 2, 3].map((k) => topKAccuracy(scores, wanted, { k }))).toEqual([0.5, 0.75, 1]);
    expect(topKAccuracy(scores, wanted)).toBe(1);
    expect(topKAccuracy(scores, wanted, { k: 1 })).toBe(accuracy(scores, wanted));
  });

  test("of equal scores the first classes come first; NaN is no guess; nothing is NaN", () => {
    expect([0, 1, 2].map((label) => topKAccuracy(zeros([1, 3]), labels(label), { k: 2 }))).toEqual([1, 1, 0]);
    expect(topKAccuracy(tensor([[NaN, 1]]), labels(0), { k: 2 })).toBe(0);
    expect(topKAccuracy(zeros([0, 3]), none)).toBeNaN();
    expect(topKAccuracy(scores, labels(0, 9, 9, 9), { ignoreIndex: 9 })).toBe(1);
    expect(() => topKAccuracy(scores, none, { k: 0 })).toThrow("topKAccuracy: k must be an integer from 1 up, got 0");
  });
});

describe("confusionMatrix", () => {
  test("rows are labels, columns predictions; as large as need be", () => {
    expect(confusionMatrix(labels(0, 0, 2, 1, 2), labels(0, 1, 2, 1, 0))).toEqual([
      [1, 0, 1],
      [1, 1, 0],
      [0, 0, 1],
    ]);
    expect(confusionMatrix(labels(0), labels(0), { classes: 2 })).toEqual([[1, 0], [0, 0]]); // biome-ignore format: one line
    expect(confusionMatrix(zeros([1, 3]), labels(1))).toEqual([[0, 0, 0], [1, 0, 0], [0, 0, 0]]); // biome-ignore format: one line
    expect(confusionMatrix(none, none)).toEqual([]);
  });

  test("grows with its stream, and leaves earlier states as they are", () => {
    const first = confusionMatrix.update(confusionMatrix.init(), labels(0), labels(0));
    const second = confusionMatrix.update(first, labels(2), labels(1));
    expect(confusionMatrix.result(first)).toEqual([[1]]);
    expect(confusionMatrix.result(second)).toEqual([[1, 0, 0], [0, 0, 1], [0, 0, 0]]); // biome-ignore format: one line
  });

  test("mistakes", () => {
    expect(() => confusionMatrix(labels(3), labels(0), { classes: 3 })).toThrow(
      "confusionMatrix: labels from 0 to 2 are needed, got 3",
    );
    expect(() => confusionMatrix(labels(0), labels(-1))).toThrow("got -1");
    expect(() => confusionMatrix.init({ classes: 0 })).toThrow("classes must be an integer from 1 up, got 0");
  });
});

describe("precision, recall, f1", () => {
  // scikit-learn's documentation of precision_score, recall_score and f1_score
  const [truth, predicted] = [labels(0, 1, 2, 0, 1, 2), labels(0, 2, 1, 0, 0, 1)];
  test.each([
    ["macro", 2 / 9, 1 / 3, 4 / 15],
    ["micro", 1 / 3, 1 / 3, 1 / 3],
    ["weighted", 2 / 9, 1 / 3, 4 / 15],
  ] as const)("the example of scikit-learn, %s", (average, p, r, f) => {
    expect(precision(predicted, truth, { average })).toBeCloseTo(p, 14);
    expect(recall(predicted, truth, { average })).toBeCloseTo(r, 14);
    expect(f1(predicted, truth, { average })).toBeCloseTo(f, 14);
  });

  test("by their definitions, for classes of different sizes", () => {
    const [y, t] = [labels(1, 1, 0, 0, 0, 1, 1), labels(1, 1, 1, 0, 0, 0, 1)];
    const binary = { average: "binary" } as const;
    expect([precision, recall, f1].map((metric) => metric(y, t, binary))).toEqual([3 / 4, 3 / 4, 3 / 4]);
    const other = { average: "binary", positive: 0 } as const;
    expect([precision, recall].map((metric) => metric(y, t, other))).toEqual([2 / 3, 2 / 3]);
    expect(precision(y, t)).toBeCloseTo((3 / 4 + 2 / 3) / 2, 15);
    expect(recall(y, t, { average: "weighted" })).toBeCloseTo((4 * (3 / 4) + 3 * (2 / 3)) / 7, 15);
    expect(scoresByClass(confusionMatrix(y, t))).toEqual([
      { precision: 2 / 3, recall: 2 / 3, f1: 2 / 3, support: 3 },
      { precision: 3 / 4, recall: 3 / 4, f1: 3 / 4, support: 4 },
    ]);
  });

  test("a class that is never predicted counts 0, one that never occurs does not count; nothing is NaN", () => {
    expect(precision(labels(0, 0), labels(0, 1))).toBe(0.25);
    expect(f1(labels(0, 0), labels(0, 0), { classes: 5 })).toBe(1);
    expect(recall(labels(0), labels(0), { average: "binary" })).toBe(0);
    for (const average of ["macro", "micro", "weighted", "binary"] as const)
      for (const metric of [precision, recall, f1]) expect(metric(none, none, { average })).toBeNaN();
  });

  test("mistakes", () => {
    expect(() => f1(labels(2), labels(0), { average: "binary" })).toThrow(
      'f1: average "binary" is for two classes, got 3',
    );
    expect(() => recall(none, none, { average: "mean" as never })).toThrow('recall: average must be "macro"');
    expect(() => precision(none, none, { positive: 2 })).toThrow("precision: positive must be 0 or 1, got 2");
  });
});

test("streams in parts of any size, through JSON on the way, come to what the whole does", () => {
  const scores = normal(randomKey(0), [97, 4]);
  const truth = tensor(uniform(randomKey(1), [97], { high: 4 }).dataSync().map(Math.floor), { dtype: "int32" });
  const values = scores.dataSync();
  for (const metric of [accuracy, topKAccuracy, precision, recall, f1, confusionMatrix]) {
    let state: object = metric.init({ k: 2, classes: 4, average: "weighted" });
    for (let start = 0, size = 0; start < 97; start += size, size++) {
      const end = Math.min(97, start + size);
      const part = tensor(values.slice(4 * start, 4 * end), { shape: [end - start, 4] });
      const batch = tensor(truth.dataSync().slice(start, end), { dtype: "int32" });
      state = JSON.parse(JSON.stringify(metric.update(state as never, part, batch)));
    }
    expect(metric.result(state as never)).toEqual(metric(scores, truth, { k: 2, classes: 4, average: "weighted" }));
  }
});
