import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { meanAbsolutePercentageError } from "./mean-absolute-percentage-error.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is the error in per cent of the target", () => {
  const [predictions, targets] = [doubles([9, 22, -3, 5]), doubles([10, 20, -4, 5])];
  const values = numbersOf(meanAbsolutePercentageError(predictions, targets, { reduction: "none" }));
  expect(values).toEqual([10, 10, 25, 0]);
  const loss = (p: Tensor, t: Tensor): Tensor => meanAbsolutePercentageError(p, t, { reduction: "sum" });
  expect(gradientOf(loss, [predictions, targets])).toEqual([-10, 5, 25, 0]);
});

test("divides by no less than epsilon", () => {
  const [predictions, targets] = [doubles([1, 0]), doubles([0, 0])];
  expect(meanAbsolutePercentageError(predictions, targets, { epsilon: 0.5 }).item()).toBe(100);
  expect(meanAbsolutePercentageError(predictions, targets).item()).toBe(5e8);
  expect(gradientOf(meanAbsolutePercentageError, [predictions, targets], 1)).toEqual([-5e8, 0]);
  for (const epsilon of [0, -1, Number.NaN])
    expect(() => meanAbsolutePercentageError(predictions, targets, { epsilon })).toThrow(
      new RangeError(`meanAbsolutePercentageError: epsilon must be above 0, got ${epsilon}; choose another?`),
    );
});
