import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

import { tripletMargin } from "./triplet-margin.ts";

test("is what the negative lacks in distance", () => {
  const anchor = doubles([
    [0, 0],
    [0, 0],
  ]);
  const positive = doubles([
    [3, 4],
    [1, 0],
  ]);
  const negative = doubles([
    [0, 2],
    [0, 9],
  ]);
  const options = { margin: 0.5, epsilon: 0, reduction: "none" } as const;
  expect(numbersOf(tripletMargin(anchor, positive, negative, options))).toEqual([3.5, 0]);
  const loss = (a: Tensor, p: Tensor, n: Tensor): Tensor => tripletMargin(a, p, n, { ...options, reduction: "sum" });
  const gradients = gradientOf(loss, [anchor, positive, negative]);
  expect(gradients).toEqual([expect.closeTo(-0.6, 15), expect.closeTo(0.2, 15), 0, 0]);
});

test("adds epsilon to each difference of coordinates", () => {
  const [zero, far] = [doubles([[0, 0]]), doubles([[0, 100]])];
  const value = tripletMargin(zero, zero, far, { margin: 200, epsilon: 0.5 }).item();
  expect(value).toBeCloseTo(Math.hypot(0.5, 0.5) - Math.hypot(0.5, -99.5) + 200, 12);
});

test("has gradient 0 for a distance of 0 and at the kink", () => {
  const [zero, one] = [doubles([[0, 0]]), doubles([[1, 0]])];
  const loss = (a: Tensor, p: Tensor, n: Tensor): Tensor => tripletMargin(a, p, n, { epsilon: 0 });
  expect(gradientOf(loss, [zero, zero, one])).toEqual([0, 0]); // d(a, n) = margin: the kink
  const wider = (a: Tensor, p: Tensor, n: Tensor): Tensor => tripletMargin(a, p, n, { epsilon: 0, margin: 2 });
  expect(gradientOf(wider, [zero, zero, one], 1)).toEqual([0, 0]);
  expect(gradientOf(wider, [zero, zero, one], 2)).toEqual([-1, 0]);
});
