import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { infoNce } from "./info-nce.ts";
import { softmaxCrossEntropyWithIntegerLabels } from "./softmax-cross-entropy-with-integer-labels.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, integers, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const queries = doubles([
  [1, 0],
  [0, 2],
  [-3, 1],
]);
const keys = doubles([
  [5, 1],
  [1, 1],
  [-1, 0],
]);

test("is the cross-entropy of cosines over the temperature, each query's own key its label", () => {
  const cosine = (x: readonly number[], y: readonly number[]): number =>
    (x[0]! * y[0]! + x[1]! * y[1]!) / (Math.hypot(x[0]!, x[1]!) * Math.hypot(y[0]!, y[1]!));
  const rows = (t: Tensor): number[][] => t.toArray() as number[][];
  const logits = rows(queries).map((q) => rows(keys).map((k) => cosine(q, k) / 0.1));
  const wanted = softmaxCrossEntropyWithIntegerLabels(doubles(logits), integers([0, 1, 2]), { reduction: "none" });
  const got = infoNce(queries, keys, { temperature: 0.1, reduction: "none" });
  got.dataSync().forEach((value, i) => {
    expect(value).toBeCloseTo(wanted.dataSync()[i]!, 13);
  });
});

test("a pair that is masked is no rival", () => {
  const where = tensor([true, false, true]);
  const kept = infoNce(
    doubles([
      [1, 0],
      [-3, 1],
    ]),
    doubles([
      [5, 1],
      [-1, 0],
    ]),
    { temperature: 0.5 },
  ).item();
  expect(infoNce(queries, keys, { temperature: 0.5, where }).item()).toBeCloseTo(kept, 14);
});

test("one pair alone has loss 0, and the zero vector a finite gradient", () => {
  expect(infoNce(doubles([[1, 2]]), doubles([[3, 1]])).item()).toBe(0);
  const zero = doubles([
    [0, 0],
    [1, 1],
  ]);
  const gradient = gradientOf(infoNce, [
    zero,
    doubles([
      [1, 0],
      [0, 1],
    ]),
  ]);
  expect(gradient.slice(0, 2)).toEqual([0, 0]);
  expect(gradient.every(Number.isFinite)).toBe(true);
  const [first] = numbersOf(
    infoNce(
      zero,
      doubles([
        [1, 0],
        [0, 1],
      ]),
      { reduction: "none" },
    ),
  );
  expect(first).toBeCloseTo(Math.LN2, 15);
});

test("does not overflow for a small temperature", () => {
  expect(
    infoNce(
      doubles([
        [1, 0],
        [0, 1],
      ]),
      doubles([
        [1, 0],
        [0, 1],
      ]),
      { temperature: 1e-6 },
    ).item(),
  ).toBe(0);
  expect(
    infoNce(
      doubles([
        [1, 0],
        [0, 1],
      ]),
      doubles([
        [0, 1],
        [1, 0],
      ]),
      { temperature: 1e-6 },
    ).item(),
  ).toBe(1e6);
});

test("throws for other ranks, and for temperatures that are not above 0", () => {
  expect(() => infoNce(doubles([1, 2]), doubles([1, 2]))).toThrow("infoNce: inputs must be [n, size], got [2]");
  expect(() => infoNce(queries, keys, { temperature: 0 })).toThrow(RangeError);
});
