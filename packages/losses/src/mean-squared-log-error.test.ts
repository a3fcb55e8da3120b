import { vjp } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { meanSquaredLogError } from "./mean-squared-log-error.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is the square of the logarithm of the ratio of p + 1 and t + 1", () => {
  expect(relative(meanSquaredLogError(doubles([99]), doubles([9])).item(), Math.log(10) ** 2)).toBeLessThan(1e-15);
  const [p, q] = numbersOf(meanSquaredLogError(doubles([1, 0]), doubles([0, 1]), { reduction: "none" }));
  expect([p, q]).toEqual([Math.LN2 ** 2, Math.LN2 ** 2]);
});

test("keeps the digits of small values, and has gradient 0 where both are equal", () => {
  const small = meanSquaredLogError(doubles([1e-9]), doubles([0])).item();
  expect(relative(small, (1e-9 - 0.5e-18) ** 2)).toBeLessThan(1e-15);
  expect(gradientOf(meanSquaredLogError, [doubles([3]), doubles([3])])).toEqual([0]);
});

test("is infinite at -1, and NaN below", () => {
  const values = meanSquaredLogError(tensor([-1, -2]), tensor([0, 0]), { reduction: "none" });
  expect(numbersOf(values)).toEqual([Infinity, Number.NaN]);
});
