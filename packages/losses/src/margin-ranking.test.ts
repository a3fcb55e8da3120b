import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { marginRanking } from "./margin-ranking.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const a = tensor([2, 2, 1, 1]);
const b = tensor([1.5, 1.5, 3, 0]);
const sign = tensor([1, -1, 1, 1]);

test("is what the lead lacks to the margin", () => {
  expect(numbersOf(marginRanking(a, b, sign, { margin: 1, reduction: "none" }))).toEqual([0.5, 1.5, 3, 0]);
  expect(numbersOf(marginRanking(a, b, sign, { reduction: "none" }))).toEqual([0, 0.5, 2, 0]);
});

test("has gradient -sign for a and sign for b, 0 at the kink", () => {
  const loss = (x: Tensor, y: Tensor, s: Tensor): Tensor => marginRanking(x, y, s, { margin: 1, reduction: "sum" });
  expect(gradientOf(loss, [a, b, sign])).toEqual([-1, 1, -1, 0]);
  expect(gradientOf(loss, [a, b, sign], 1)).toEqual([1, -1, 1, 0]);
});
