import { add, cast, log, normal, randomKey, type Tensor, tensor, uniform, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { meanAbsoluteError, meanSquaredError, perplexity, r2, rocAuc, rootMeanSquaredError } from "./index.ts";

const labels = (...values: number[]): Tensor => tensor(values, { dtype: "int32" });
const none = tensor([], { dtype: "int32" });

describe("rocAuc", () => {
  /** The probability by its definition, over all pairs. */
  const byPairs = (scores: ArrayLike<number>, truth: ArrayLike<number>): number => {
    let [won, pairs] = [0, 0];
    for (let i = 0; i < truth.length; i++)
      for (let j = 0; j < truth.length; j++)
        if (truth[i] === 1 && truth[j] === 0) {
          pairs++;
          won += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0;
        }
    return won / pairs;
  };

  test("the example of scikit-learn's documentation", () => {
    expect(rocAuc(tensor([0.1, 0.4, 0.35, 0.8]), labels(0, 0, 1, 1))).toBe(0.75);
  });

  test.each([1, 2, 5, 1000])("is the share of pairs in order, with %d different scores", (different) => {
    const scores = tensor(uniform(randomKey(different), [200], { high: different }).dataSync().map(Math.floor));
    const truth = cast(uniform(randomKey(7), [200], { high: 1.4 }), "int32");
    expect(rocAuc(scores, truth)).toBeCloseTo(byPairs(scores.dataSync(), truth.dataSync()), 14);
  });

  test("ties count half, infinities are scores, one class alone is NaN", () => {
    expect(rocAuc(zeros([4]), labels(0, 1, 0, 1))).toBe(0.5);
    expect(rocAuc(tensor([-Infinity, Infinity, 0]), labels(0, 1, 0))).toBe(1);
    expect(rocAuc(tensor([Infinity, Infinity]), labels(0, 1))).toBe(0.5);
    expect(rocAuc(tensor([1, 2]), labels(1, 1))).toBeNaN();
    expect(rocAuc(tensor([]), none)).toBeNaN();
  });

  test("in a stream the order of all scores decides, not that of each part", () => {
    const first = rocAuc.update(rocAuc.init(), tensor([0.1, 0.4]), labels(0, 0));
    const both = rocAuc.update(JSON.parse(JSON.stringify(first)), tensor([0.35, 0.8]), labels(1, 1));
    expect(rocAuc.result(both)).toBe(0.75);
    expect(rocAuc.result(first)).toBeNaN();
  });

  test("mistakes", () => {
    expect(() => rocAuc(tensor([NaN]), labels(1))).toThrow("rocAuc: scores must be numbers, got NaN at 0");
    expect(() => rocAuc(tensor([1]), labels(2))).toThrow("rocAuc: labels 0 and 1 are needed, got 2");
    expect(() => rocAuc(zeros([2, 2]), labels(0, 1))).toThrow(
      "rocAuc: a score for each label is needed, got [2,2] for [2]",
    );
  });
});

describe("r2", () => {
  test("the example of scikit-learn's documentation, and by hand over columns", () => {
    expect(r2(tensor([2.5, 0, 2, 8]), tensor([3, -0.5, 2, 7]))).toBeCloseTo(0.9486081370449679, 14);
    const [t, p] = [tensor([[0.5, 1], [-1, 1], [7, -6]]), tensor([[0, 2], [-1, 2], [8, -5]])]; // biome-ignore format: one line
    const mean = 6.5 / 3;
    const first = 1 - 1.25 / ((0.5 - mean) ** 2 + (-1 - mean) ** 2 + (7 - mean) ** 2);
    const second = 1 - 3 / ((7 / 3) ** 2 * 2 + (14 / 3) ** 2);
    expect(r2(p, t)).toBeCloseTo((first + second) / 2, 14);
  });

  test("1 is perfect, 0 is the mean, less is worse than that", () => {
    const t = tensor([1, 2, 3, 4]);
    expect(r2(t, t)).toBe(1);
    expect(r2(tensor([2.5, 2.5, 2.5, 2.5]), t)).toBe(0);
    expect(r2(tensor([4, 3, 2, 1]), t)).toBe(-3);
  });

  test("equal targets: 1 when they are met, else 0; NaN for fewer than two", () => {
    expect(r2(tensor([0.1, 0.1, 0.1]), tensor([0.1, 0.1, 0.1]))).toBe(1);
    expect(r2(tensor([0.1, 0.1, 0.2]), tensor([0.1, 0.1, 0.1]))).toBe(0);
    expect(r2(tensor([1]), tensor([1]))).toBeNaN();
    expect(r2(tensor([]), tensor([]))).toBeNaN();
  });

  test("a stream keeps its digits, far from 0 too", () => {
    const t = add(normal(randomKey(0), [100], { dtype: "float64" }), 1e8);
    const p = add(t, normal(randomKey(1), [100], { dtype: "float64", standardDeviation: 0.5 }));
    const part = (x: Tensor, from: number, to: number): Tensor =>
      tensor(x.dataSync().slice(from, to), { dtype: "float64" });
    let state = r2.init();
    for (const [from, to] of [[0, 1], [1, 1], [1, 30], [30, 100]] as const) // biome-ignore format: one line
      state = r2.update(JSON.parse(JSON.stringify(state)), part(p, from, to), part(t, from, to));
    expect(r2.result(state)).toBeCloseTo(r2(add(p, -1e8), add(t, -1e8)), 7);
    expect(r2(p, t)).toBeCloseTo(r2(add(p, -1e8), add(t, -1e8)), 7);
  });

  test("mistakes", () => {
    expect(() => r2(zeros([2, 1]), zeros([2]))).toThrow(
      "r2: a prediction for each target is needed, got [2,1] for [2]",
    );
    expect(() => r2(labels(1), labels(1))).toThrow("r2: a floating-point type is needed");
    expect(() => r2.update(r2.update(r2.init(), zeros([2, 2]), zeros([2, 2])), zeros([2]), zeros([2]))).toThrow(
      "r2: batches of 2 columns are needed, got 1",
    );
  });
});

describe("mean errors", () => {
  const [p, t] = [tensor([1, -2, 3]), tensor([2, -2, 1])];
  test("are what they are called", () => {
    expect(meanSquaredError(p, t)).toBe(5 / 3);
    expect(rootMeanSquaredError(p, t)).toBe(Math.sqrt(5 / 3));
    expect(meanAbsoluteError(p, t)).toBe(1);
  });

  test("a root is taken of the whole stream, nothing is NaN, and squares may leave float32", () => {
    let state = rootMeanSquaredError.update(rootMeanSquaredError.init(), tensor([3]), tensor([0]));
    state = rootMeanSquaredError.update(state, tensor([4, 0]), tensor([0, 0]));
    expect(rootMeanSquaredError.result(state)).toBe(Math.sqrt(25 / 3));
    for (const metric of [meanSquaredError, rootMeanSquaredError, meanAbsoluteError])
      expect(metric(tensor([]), tensor([]))).toBeNaN();
    expect(meanSquaredError(tensor([1e30]), tensor([0]))).toBeCloseTo(1e60, -54);
    expect(() => meanSquaredError(p, zeros([3, 1]))).toThrow(
      "meanSquaredError: a prediction for each target is needed",
    );
  });
});

describe("perplexity", () => {
  test("of even chances is their number, of probabilities exp of the mean of -log p", () => {
    expect(perplexity(zeros([3, 7]), labels(0, 3, 6))).toBeCloseTo(7, 13);
    const probabilities = tensor([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]], { dtype: "float64" }); // biome-ignore format: one line
    expect(perplexity(log(probabilities), labels(0, 2))).toBeCloseTo(Math.sqrt(1 / (0.5 * 0.8)), 13);
  });

  test("huge logits overflow nothing, impossible labels are infinite, ignored ones are not there", () => {
    expect(perplexity(tensor([[1e30, -1e30]]), labels(0))).toBe(1);
    expect(perplexity(tensor([[0, -Infinity]]), labels(1))).toBe(Infinity);
    expect(perplexity(zeros([2, 3]), labels(9, 0), { ignoreIndex: 9 })).toBeCloseTo(3, 14);
    expect(perplexity(zeros([0, 3]), none)).toBeNaN();
    expect(() => perplexity(zeros([1, 3]), labels(3))).toThrow("perplexity: labels from 0 to 2 are needed, got 3");
  });

  test("in a stream the labels count alike, whatever the size of a batch", () => {
    const logits = normal(randomKey(3), [10, 4]);
    const truth = labels(0, 1, 2, 3, 0, 1, 2, 3, 0, 1);
    const part = (from: number, to: number): [Tensor, Tensor] => [
      tensor(logits.dataSync().slice(4 * from, 4 * to), { shape: [to - from, 4] }),
      tensor(truth.dataSync().slice(from, to), { dtype: "int32" }),
    ];
    const state = perplexity.update(perplexity.update(perplexity.init(), ...part(0, 9)), ...part(9, 10));
    expect(perplexity.result(state)).toBeCloseTo(perplexity(logits, truth), 13);
  });
});
