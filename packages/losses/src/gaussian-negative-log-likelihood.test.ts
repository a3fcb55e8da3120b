import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { gaussianNegativeLogLikelihood } from "./gaussian-negative-log-likelihood.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is 1/2 (log(v) + e^2 / v)", () => {
  const loss = gaussianNegativeLogLikelihood(doubles([1, 3]), doubles([0, 1]), doubles([2, 0.5]), {
    reduction: "none",
  });
  const [a, b] = numbersOf(loss);
  expect(relative(a, 0.5 * (Math.LN2 + 0.5))).toBeLessThan(1e-15);
  expect(relative(b, 0.5 * (-Math.LN2 + 8))).toBeLessThan(1e-15);
});

test("is smallest at the variance e^2", () => {
  const gradient = gradientOf(gaussianNegativeLogLikelihood, [doubles([3]), doubles([1]), doubles([4])], 2);
  expect(gradient[0]).toBeCloseTo(0, 16);
});

test("raises the variance to epsilon, below which it has no gradient", () => {
  const inputs = [doubles([1, 1]), doubles([0, 0]), doubles([0, 0.5])];
  const loss = (m: Tensor, t: Tensor, v: Tensor): Tensor =>
    gaussianNegativeLogLikelihood(m, t, v, { epsilon: 0.25, reduction: "sum" });
  expect(
    relative(loss(inputs[0]!, inputs[1]!, inputs[2]!).item(), 0.5 * (Math.log(0.25) + 4 + Math.log(0.5) + 2)),
  ).toBeLessThan(1e-15);
  expect(gradientOf(loss, inputs, 2)).toEqual([0, 0.5 * (2 - 4)]);
  expect(gradientOf(loss, inputs, 0)).toEqual([4, 2]);
  expect(() => gaussianNegativeLogLikelihood(inputs[0]!, inputs[1]!, inputs[2]!, { epsilon: 0 })).toThrow(RangeError);
});

test("NaN in the variance stays NaN", () => {
  expect(gaussianNegativeLogLikelihood(doubles([1]), doubles([1]), doubles([Number.NaN])).item()).toBe(Number.NaN);
});
