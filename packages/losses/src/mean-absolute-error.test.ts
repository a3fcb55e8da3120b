import { grad } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { meanAbsoluteError } from "./mean-absolute-error.ts";

test("is the mean of absolute values; its gradient is a sign, and 0 at 0", () => {
  const [predictions, targets] = [tensor([1, 2, 3, 0]), tensor([1, 0, 6, 0])];
  expect(meanAbsoluteError(predictions, targets).item()).toBe(1.25);
  expect(grad(meanAbsoluteError)(predictions, targets).toArray()).toEqual([0, 0.25, -0.25, 0]);
});

test("has a gradient for infinite errors", () => {
  const [predictions, targets] = [tensor([Infinity, -1e38]), tensor([0, 3e38])];
  expect(grad(meanAbsoluteError)(predictions, targets).toArray()).toEqual([0.5, -0.5]);
});
