import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { quantile } from "./quantile.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("weighs too small a prediction by q, too large a one by 1 - q", () => {
  const [predictions, targets] = [doubles([8, 8, 8]), doubles([10, 7, 8])];
  expect(numbersOf(quantile(predictions, targets, { quantile: 0.75, reduction: "none" }))).toEqual([1.5, 0.25, 0]);
  const loss = (p: Tensor, t: Tensor): Tensor => quantile(p, t, { quantile: 0.75, reduction: "sum" });
  expect(gradientOf(loss, [predictions, targets])).toEqual([-0.75, 0.25, -0.25]);
});

test.each([0.1, 0.5, 0.9])("its mean is smallest at the %d quantile of the targets", (q) => {
  const targets = doubles(Array.from({ length: 101 }, (_, i) => i));
  const lossAt = (p: number): number =>
    quantile(doubles(new Array<number>(101).fill(p)), targets, { quantile: q }).item();
  const best = lossAt(100 * q);
  for (const p of [0, 5, 20, 45, 55, 80, 95, 100]) expect(lossAt(p)).toBeGreaterThanOrEqual(best);
  expect(lossAt(100 * q + 3)).toBeGreaterThan(best);
  expect(lossAt(100 * q - 3)).toBeGreaterThan(best);
});

test("at a tie it has the middle of both slopes as its gradient: 0 for the median, as the absolute error", () => {
  const tie = [doubles([2]), doubles([2])];
  expect(gradientOf((p, t) => quantile(p, t, { quantile: 0.5 }), tie)).toEqual([0]);
  expect(gradientOf((p, t) => quantile(p, t, { quantile: 0.25 }), tie)).toEqual([0.25]);
});

test.each([0, 1, -0.1, 1.1, Number.NaN])("throws for the quantile %d", (q) => {
  expect(() => quantile(doubles([1]), doubles([1]), { quantile: q })).toThrow(
    new RangeError(`quantile: quantile must be between 0 and 1, got ${q}; choose another?`),
  );
});
