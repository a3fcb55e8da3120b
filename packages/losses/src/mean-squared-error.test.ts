import { grad } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { meanSquaredError } from "./mean-squared-error.ts";

test("is the mean of squares, and 2 e / n is its gradient", () => {
  const [predictions, targets] = [tensor([[1, 2, 3]]), tensor([[1, 0, 6]])];
  expect(meanSquaredError(predictions, targets).item()).toBe(Math.fround(13 / 3));
  expect(grad(meanSquaredError)(predictions, targets).toArray()).toEqual([[0, Math.fround(4 / 3), -2]]);
});

test("weights broadcast to the losses", () => {
  const [predictions, targets] = [tensor([[1, 2, 3]]), tensor([[1, 0, 6]])];
  const weights = tensor([3, 2, 1]);
  expect(meanSquaredError(predictions, targets, { weights, reduction: "none" }).toArray()).toEqual([[0, 8, 9]]);
  expect(meanSquaredError(predictions, targets, { weights, reduction: "sum" }).item()).toBe(17);
  expect(meanSquaredError(predictions, targets, { weights }).item()).toBe(Math.fround(17 / 6));
});

test("weights whose sum is 0 have the mean 0, whatever they are", () => {
  const [predictions, targets] = [tensor([1, 2]), tensor([0, 0])];
  const loss = (p: Tensor): Tensor => meanSquaredError(p, targets, { weights: tensor([1, -1]) });
  expect(loss(predictions).item()).toBe(0);
  expect(grad(loss)(predictions).toArray()).toEqual([0, -0]);
});

test("a scalar is a batch of one", () => {
  expect(meanSquaredError(tensor(1), tensor(4)).item()).toBe(9);
});

test("is infinite or NaN where the error is", () => {
  const values = meanSquaredError(tensor([Infinity, Number.NaN, -Infinity]), tensor([0, 0, 1]), { reduction: "none" });
  expect(values.toArray()).toEqual([Infinity, Number.NaN, Infinity]);
});

test("never pairs [n] with [n,1]", () => {
  expect(() => meanSquaredError(tensor([1, 2]), tensor([[1], [2]]))).toThrow(
    "meanSquaredError: inputs must have the same shape, got [2] and [2,1]; reshape one?",
  );
});
