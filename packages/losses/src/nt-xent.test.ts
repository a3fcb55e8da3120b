import { gradcheck, vjp } from "@adjoint/autodiff";
import { expect, test } from "vitest";
import { ntXent } from "./nt-xent.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, integers, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const vectors = [
  [1, 0],
  [3, 1],
  [0, 2],
  [-1, 1],
  [1, 1],
];
const cosine = (i: number, j: number): number => {
  const [x, y] = [vectors[i]!, vectors[j]!];
  return (x[0]! * y[0]! + x[1]! * y[1]!) / (Math.hypot(x[0]!, x[1]!) * Math.hypot(y[0]!, y[1]!));
};

/** The definition, term by term. */
function lossOf(labels: readonly number[], i: number, temperature: number): number {
  const e = (j: number): number => Math.exp(cosine(i, j) / temperature);
  const all = labels.map((_, j) => j);
  const positives = all.filter((j) => j !== i && labels[j] === labels[i]);
  const rivals = all.filter((j) => labels[j] !== labels[i]).reduce((total, j) => total + e(j), 0);
  return positives.reduce((total, j) => total - Math.log(e(j) / (e(j) + rivals)), 0) / positives.length;
}

test.each([[[0, 0, 1, 1]], [[7, 7, 7, 2, 2]], [[1, 2, 1, 2, 1]]])("is its definition for the labels %o", (labels) => {
  const losses = ntXent(doubles(vectors.slice(0, labels.length)), integers(labels), {
    temperature: 0.3,
    reduction: "none",
  });
  losses.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(lossOf(labels, i, 0.3), 13);
  });
});

test("an embedding without a positive does not count", () => {
  const labels = [0, 0, 1];
  const embeddings = doubles(vectors.slice(0, 3));
  const wanted = (lossOf(labels, 0, 0.5) + lossOf(labels, 1, 0.5)) / 2;
  expect(ntXent(embeddings, integers(labels), { temperature: 0.5 }).item()).toBeCloseTo(wanted, 14);
  expect(ntXent(embeddings, integers([1, 2, 3])).item()).toBe(0);
  expect(gradientOf((x) => ntXent(x, integers([1, 2, 3])), [embeddings])).toEqual([0, 0, 0, 0, 0, 0]);
});

test("without negatives it is 0, with gradient 0", () => {
  const embeddings = doubles(vectors.slice(0, 3));
  expect(ntXent(embeddings, integers([4, 4, 4])).item()).toBe(0);
  expect(gradientOf((x) => ntXent(x, integers([4, 4, 4])), [embeddings])).toEqual([0, 0, 0, 0, 0, 0]);
  gradcheck((x) => ntXent(x, integers([4, 4, 4])), [embeddings]); // and no NaN in the second derivative
});

test("has a finite gradient at the zero vector and for a small temperature", () => {
  const embeddings = doubles([
    [0, 0],
    [1, 1],
    [2, 1],
    [0, 0],
  ]);
  const gradient = gradientOf((x) => ntXent(x, integers([0, 0, 1, 1]), { temperature: 1e-6 }), [embeddings]);
  expect(gradient.every(Number.isFinite)).toBe(true);
  expect([gradient[0], gradient[1], gradient[6], gradient[7]]).toEqual([0, 0, 0, 0]);
  expect(numbersOf(ntXent(embeddings, integers([0, 0, 1, 1]), { reduction: "none" })).every(Number.isFinite)).toBe(
    true,
  );
});

test("throws for other ranks, labels and temperatures", () => {
  expect(() => ntXent(doubles([1, 2]), integers([1, 2]))).toThrow("ntXent: embeddings must be [n, size], got [2]");
  expect(() => ntXent(doubles(vectors), integers([1, 2]))).toThrow("ntXent: labels of shape [5] are needed, got [2]");
  expect(() => ntXent(doubles(vectors), integers([1, 2, 3, 4, 5]), { temperature: -1 })).toThrow(RangeError);
});
