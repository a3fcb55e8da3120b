import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { logCosh } from "./log-cosh.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const valuesOf = (errors: Tensor): number[] =>
  numbersOf(
    logCosh(errors, tensor(new Array<number>(errors.size).fill(0), { dtype: errors.dtype }), { reduction: "none" }),
  );

test("is right to a few ulp near 0, where log(cosh(e)) is 0", () => {
  const errors = [1e-150, 1e-12, 1e-8, 1e-5, 1e-3, 1e-2];
  valuesOf(doubles(errors)).forEach((value, i) => {
    const e = errors[i]!;
    // the next term of the series is about e^10 / 100
    const series = e ** 2 / 2 - e ** 4 / 12 + e ** 6 / 45 - (17 * e ** 8) / 2520;
    expect(relative(value, series), `at ${e}`).toBeLessThan(1e-15);
  });
  const single = valuesOf(tensor(errors.slice(1)));
  single.forEach((value, i) => {
    const e = Math.fround(errors[i + 1]!);
    const series = e ** 2 / 2 - e ** 4 / 12 + e ** 6 / 45 - (17 * e ** 8) / 2520;
    expect(relative(value, series), `at ${e} in float32`).toBeLessThan(4 * 2 ** -24);
  });
});

test("is log(cosh(e)) in between, and |e| - log(2) far away", () => {
  // to 20 digits by mpmath
  const wanted = new Map([
    [0.5, 0.12011450695827752463],
    [1, 0.43378083048302718703],
    [-2.5, 1.8135681679291727592],
    [7, 6.3068536509684280743],
    [15, 14.306852819440148267],
    [19.99, 19.296852819440053132],
    [-20, 19.306852819440054695],
    [20.01, 19.316852819440056258],
    [100, 100 - Math.LN2],
    [-800, 800 - Math.LN2],
    [1e4, 1e4 - Math.LN2],
    [-1e300, 1e300],
  ]);
  valuesOf(doubles([...wanted.keys()])).forEach((value, i) => {
    expect(relative(value, [...wanted.values()][i]!), `at ${[...wanted.keys()][i]}`).toBeLessThan(4e-16);
  });
  const single = valuesOf(tensor([100, 3e38, -Infinity, Number.NaN]));
  expect(single).toEqual([Math.fround(100 - Math.LN2), Math.fround(3e38), Infinity, Number.NaN]);
});

test("has gradient tanh(e)", () => {
  const errors = [0, 1e-8, 0.3, -2, 19, -25, 1e6];
  const gradients = gradientOf(
    (e) => logCosh(e, doubles(new Array<number>(errors.length).fill(0)), { reduction: "sum" }),
    [doubles(errors)],
  );
  gradients.forEach((g, i) => {
    expect(relative(g, Math.tanh(errors[i]!)), `at ${errors[i]}`).toBeLessThan(1e-15);
  });
});
