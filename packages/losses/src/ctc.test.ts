import { vjp } from "@adjoint/autodiff";
import { full, ShapeError, type Tensor, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { ctc } from "./ctc.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, integers, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

/** Merges repetitions and removes blanks. */
function collapse(path: readonly number[], blank: number): string {
  return path.filter((symbol, t) => symbol !== blank && symbol !== path[t - 1]).join();
}

/** -log of the probability of all paths that collapse to the labels, one by one. */
function enumerate(logProbabilities: readonly (readonly number[])[], labels: readonly number[], blank: number): number {
  const classes = logProbabilities[0]!.length;
  let total = 0;
  for (let code = 0; code < classes ** logProbabilities.length; code++) {
    const path = logProbabilities.map((_, t) => Math.floor(code / classes ** t) % classes);
    if (collapse(path, blank) !== labels.join()) continue;
    total += Math.exp(path.reduce((sum, symbol, t) => sum + logProbabilities[t]![symbol]!, 0));
  }
  return -Math.log(total);
}

/** Log-probabilities [time][classes] without structure. */
const sample = (time: number, classes: number, seed: number): number[][] =>
  Array.from({ length: time }, (_, t) => {
    const e = Array.from(
      { length: classes },
      (__, c) => 0.1 + (((t * classes + c + 1 + 13 * seed) * 0.6180339887) % 1),
    );
    const total = e.reduce((a, b) => a + b);
    return e.map((x) => Math.log(x / total));
  });

const batchOf = (...examples: number[][][]): Tensor =>
  doubles(examples[0]!.map((_, t) => examples.map((example) => example[t]!)));

test.each([
  [[1], 0],
  [[1, 2], 0],
  [[1, 1], 0],
  [[2, 2, 1], 0],
  [[], 0],
  [[0, 1], 2],
  [[0, 0], 1],
  [[2, 0, 2], 1],
])("is what all alignments of %o add up to, with the blank %d", (labels, blank) => {
  for (const time of [1, 2, 3, 4, 5]) {
    const x = sample(time, 3, time);
    const wanted = enumerate(x, labels, blank);
    const lengths = [integers([labels.length ? labels : []]), integers([time]), integers([labels.length])] as const;
    const shaped = labels.length ? lengths[0] : zeros([1, 0], "int32");
    const got = ctc(batchOf(x), shaped, lengths[1], lengths[2], { blank, reduction: "none" }).item();
    expect(relative(got, wanted), `${time} steps`).toBeLessThan(1e-14);
  }
});

test("reads each example as far as its lengths say, and nothing behind", () => {
  const [a, b] = [sample(5, 4, 1), sample(5, 4, 2)];
  const spoilt = b.map((row, t) => (t < 3 ? row : row.map(() => Number.NaN)));
  const labels = integers([
    [1, 3, 2],
    [2, -9, 77],
  ]);
  const inputs = [labels, integers([5, 3]), integers([3, 1])] as const;
  const got = numbersOf(ctc(batchOf(a, spoilt), ...inputs, { reduction: "none" }));
  expect(relative(got[0], enumerate(a, [1, 3, 2], 0))).toBeLessThan(1e-14);
  expect(relative(got[1], enumerate(b.slice(0, 3), [2], 0))).toBeLessThan(1e-14);
  const gradient = gradientOf((x) => ctc(x, ...inputs, { reduction: "sum" }), [batchOf(a, b)]);
  const behind = gradient.filter((_, i) => Math.floor(i / 8) >= 3 && i % 8 >= 4);
  expect(behind.every((g) => g === 0)).toBe(true);
});

test("the mean divides each loss by the length of its labels first", () => {
  const [a, b] = [sample(4, 3, 3), sample(4, 3, 4)];
  const inputs = [
    batchOf(a, b),
    integers([
      [1, 2],
      [2, 0],
    ]),
    integers([4, 4]),
    integers([2, 1]),
  ] as const;
  const [first, second] = numbersOf(ctc(...inputs, { reduction: "none" }));
  expect(ctc(...inputs).item()).toBeCloseTo((first! / 2 + second!) / 2, 14);
  const weights = doubles([3, 1]);
  expect(ctc(...inputs, { weights }).item()).toBeCloseTo(((3 * first!) / 2 + second!) / 4, 14);
  const empty = ctc(batchOf(a), zeros([1, 0], "int32"), integers([4]), integers([0]));
  expect(empty.item()).toBeCloseTo(-a.reduce((total, row) => total + row[0]!, 0), 14);
});

test("the gradient is minus the probability of each class at each step, given the labels", () => {
  const x = sample(4, 3, 5);
  const inputs = [integers([[1, 2]]), integers([4]), integers([2])] as const;
  const gradient = gradientOf(
    (logProbabilities) => ctc(logProbabilities, ...inputs, { reduction: "sum" }),
    [batchOf(x)],
  );
  for (let t = 0; t < 4; t++) {
    const row = gradient.slice(3 * t, 3 * t + 3);
    expect(row.reduce((a, b) => a + b)).toBeCloseTo(-1, 14);
    expect(row.every((g) => g <= 0)).toBe(true);
  }
});

test("stays exact over long inputs: even probabilities count alignments", () => {
  // k labels without repetition have binomial(time + k, 2 k) alignments
  const [time, classes, k] = [200, 4, 20];
  const labels = Array.from({ length: k }, (_, i) => 1 + (i % 3));
  let logCount = 0;
  for (let i = 1; i <= 2 * k; i++) logCount += Math.log((time + k - 2 * k + i) / i);
  for (const dtype of ["float64", "float32"] as const) {
    const x = full([time, 1, classes], -Math.log(classes), dtype);
    const got = ctc(x, integers([labels]), integers([time]), integers([k]), { reduction: "sum" }).item();
    expect(relative(got, time * Math.log(classes) - logCount)).toBeLessThan(dtype === "float64" ? 1e-13 : 2e-6);
  }
});

test("a class that cannot be is no NaN, needed or not", () => {
  const unused = batchOf([
    [-1, -1, -Infinity],
    [-1, -1, -Infinity],
  ]);
  const inputs = [integers([[1]]), integers([2]), integers([1])] as const;
  expect(ctc(unused, ...inputs).item()).toBeCloseTo(2 - Math.log(3), 15);
  expect(gradientOf((x) => ctc(x, ...inputs), [unused]).map((g) => Math.round(g * 3))).toEqual([-1, -2, 0, -1, -2, 0]);
  const needed = batchOf([
    [-1, -Infinity, -1],
    [-1, -Infinity, -1],
  ]);
  expect(ctc(needed, ...inputs).item()).toBe(Infinity);
  expect(gradientOf((x) => ctc(x, ...inputs), [needed])).toEqual([0, 0, 0, 0, 0, 0]);
});

test("a step at which nothing can be makes all alignments impossible, and no NaN", () => {
  const x = batchOf([
    [-1, -1, -1],
    [-1, -1, -1],
    [-Infinity, -Infinity, -Infinity],
    [-1, -1, -1],
    [-1, -1, -1],
  ]);
  const inputs = [integers([[1, 2]]), integers([5]), integers([2])] as const;
  expect(ctc(x, ...inputs).item()).toBe(Infinity);
  expect(gradientOf((p) => ctc(p, ...inputs), [x]).every((g) => g === 0)).toBe(true);
});

test("a class that cannot be at one step only takes the alignments that need it there", () => {
  const x = batchOf([
    [-1, -Infinity],
    [-Infinity, -2],
    [-3, -1],
  ]);
  const inputs = [integers([[1]]), integers([3]), integers([1])] as const;
  // blank 1 blank and blank 1 1 are left
  expect(ctc(x, ...inputs).item()).toBeCloseTo(3 - Math.log(Math.exp(-3) + Math.exp(-1)), 14);
  const last = 1 / (1 + Math.exp(-2));
  gradientOf((p) => ctc(p, ...inputs), [x]).forEach((g, i) => {
    expect(g).toBeCloseTo([-1, 0, 0, -1, last - 1, -last][i]!, 14);
  });
});

test("labels that do not fit are infinite with gradient 0, or 0 by zeroInfinity", () => {
  const [a, b] = [sample(2, 3, 6), sample(2, 3, 7)];
  const x = batchOf(a, b);
  const inputs = [
    integers([
      [1, 1],
      [1, 2],
    ]),
    integers([2, 2]),
    integers([2, 2]),
  ] as const; // 1 1 takes a blank between
  const fits = enumerate(b, [1, 2], 0);
  expect(numbersOf(ctc(x, ...inputs, { reduction: "none" }))).toEqual([Infinity, expect.closeTo(fits, 14)]);
  expect(ctc(x, ...inputs, { zeroInfinity: true }).item()).toBeCloseTo(fits / 4, 14);
  const gradient = gradientOf((p) => ctc(p, ...inputs, { reduction: "sum" }), [x]);
  expect(gradient.slice(0, 3)).toEqual([0, 0, 0]);
  expect(gradient.slice(3, 6).map((g) => Math.round(1e12 * g))).toEqual([0, -1e12, 0]);
});

test("without time there is one alignment of no labels, and none of others", () => {
  const inputs = [zeros([0, 2, 3], "float64"), integers([[1], [1]]), integers([0, 0]), integers([0, 1])] as const;
  expect(numbersOf(ctc(...inputs, { reduction: "none" }))).toEqual([0, Infinity]);
});

test("extreme log-probabilities stay finite", () => {
  const x = full([6, 1, 3], -1e4, "float32");
  const loss = ctc(x, integers([[1, 2]]), integers([6]), integers([2]), { reduction: "sum" });
  expect(relative(loss.item(), 6e4 - Math.log(70))).toBeLessThan(1e-6); // binomial(8, 4) alignments
});

test.each([
  ["labels that are no class", [[1, 3]], [2], [2], "ctc: labels go from 0 to 2, got 3"],
  ["negative labels", [[1, -1]], [2], [2], "ctc: labels go from 0 to 2, got -1"],
  ["a blank among the labels", [[1, 0]], [2], [2], "ctc: labels are classes other than the blank, got 0"],
  ["an input that is too long", [[1, 2]], [3], [2], "ctc: inputLengths must be from 0 to 2, got 3"],
  ["labels that are too long", [[1, 2]], [2], [3], "ctc: labelLengths must be from 0 to 2, got 3"],
  ["a negative length", [[1, 2]], [-1], [2], "ctc: inputLengths must be from 0 to 2, got -1"],
])("throws for %s", (_, labels, inputLengths, labelLengths, message) => {
  const inputs = [integers(labels), integers(inputLengths), integers(labelLengths)] as const;
  expect(() => ctc(batchOf(sample(2, 3, 1)), ...inputs)).toThrow(message);
  expect(() => ctc(batchOf(sample(2, 3, 1)), ...inputs)).toThrow(RangeError);
});

test("throws for shapes and blanks that do not fit", () => {
  const inputs = [integers([[1, 2]]), integers([2]), integers([2])] as const;
  expect(() => ctc(doubles(sample(2, 3, 1)), ...inputs)).toThrow(
    "ctc: log-probabilities are [time, batch, classes], got [2,3]",
  );
  expect(() => ctc(batchOf(sample(2, 3, 1)), integers([1, 2]), inputs[1], inputs[2])).toThrow(ShapeError);
  expect(() => ctc(batchOf(sample(2, 3, 1)), ...inputs, { blank: 3 })).toThrow("ctc: blank must be a class, got 3");
});
