import { vjp } from "@adjoint/autodiff";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { cosineEmbedding } from "./cosine-embedding.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const a = doubles([
  [1, 0],
  [1, 0],
  [1, 0],
  [1, 0],
  [0, 0],
]);
const b = doubles([
  [0, 1],
  [1, 0],
  [-1, 0],
  [0, 1],
  [1, 0],
]);
const sign = doubles([1, -1, -1, -1, 1]);

test("is 1 - cos for like vectors, and what the cosine is above the margin for unlike ones", () => {
  expect(numbersOf(cosineEmbedding(a, b, sign, { margin: -0.25, reduction: "none" }))).toEqual([1, 1.25, 0, 0.25, 1]);
  expect(numbersOf(cosineEmbedding(a, b, sign, { reduction: "none" }))).toEqual([1, 1, 0, 0, 1]);
});

test("has gradient 0 at the kink and at the zero vector", () => {
  const loss = (x: Tensor, y: Tensor, s: Tensor): Tensor => cosineEmbedding(x, y, s, { reduction: "sum" });
  expect(gradientOf(loss, [a, b, sign])).toEqual([0, -1, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(gradientOf(loss, [a, b, sign], 1)).toEqual([-1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
});

test("needs a sign for each pair", () => {
  expect(() => cosineEmbedding(a, b, doubles([1]))).toThrow("cosineEmbedding: sign of shape [5] are needed, got [1]");
});
