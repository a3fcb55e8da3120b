import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { poissonNegativeLogLikelihood } from "./poisson-negative-log-likelihood.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is e^x - t x, with gradient e^x - t", () => {
  const [logRates, counts] = [doubles([0, 1, -2]), doubles([1, 3, 0])];
  const values = numbersOf(poissonNegativeLogLikelihood(logRates, counts, { reduction: "none" }));
  expect(values).toEqual([1, Math.E - 3, Math.exp(-2)]);
  const loss = (x: Tensor, t: Tensor): Tensor => poissonNegativeLogLikelihood(x, t, { reduction: "sum" });
  expect(gradientOf(loss, [logRates, counts])).toEqual([0, Math.E - 3, Math.exp(-2)]);
});

test("the rate 0 gives 0 for the count 0, with a finite gradient, and Infinity for another", () => {
  const [logRates, counts] = [doubles([-Infinity, -Infinity]), doubles([0, 2])];
  const values = numbersOf(poissonNegativeLogLikelihood(logRates, counts, { reduction: "none" }));
  expect(values).toEqual([0, Infinity]);
  expect(gradientOf(poissonNegativeLogLikelihood, [doubles([-Infinity]), doubles([0])])).toEqual([0]);
  expect(gradientOf(poissonNegativeLogLikelihood, [doubles([-Infinity]), doubles([0])], 1)).toEqual([0]);
});
