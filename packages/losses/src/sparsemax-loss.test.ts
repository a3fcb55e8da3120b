import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { sparsemaxLoss } from "./sparsemax-loss.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const valuesOf = (z: Tensor, q: Tensor): number[] => numbersOf(sparsemaxLoss(z, q, { reduction: "none" }));

test("is 1/2 |q - z|^2 - 1/2 |p - z|^2, with gradient p - q", () => {
  // sparsemax([1, 0.5, -1]) = [0.75, 0.25, 0], threshold 0.25
  const [z, q] = [doubles([[1, 0.5, -1]]), doubles([[0.25, 0.25, 0.5]])];
  const half = (a: readonly number[]): number =>
    a.reduce((total, x, i) => total + 0.5 * (x - [1, 0.5, -1][i]!) ** 2, 0);
  expect(valuesOf(z, q)[0]).toBeCloseTo(half([0.25, 0.25, 0.5]) - half([0.75, 0.25, 0]), 15);
  gradientOf(sparsemaxLoss, [z, q]).forEach((g, i) => {
    expect(g).toBeCloseTo([0.5, 0, -0.5][i]!, 15);
  });
});

test("for one right class it is -z[k] + 1/2 sum over the support of (z^2 - threshold^2) + 1/2", () => {
  const z = [0.7, 0.1, 0.4, -2];
  // the support is {0, 2, 1}: 1 + 3 * 0.1 > 1.2; threshold (1.2 - 1) / 3
  const threshold = 0.2 / 3;
  const wanted = -0.4 + 0.5 * (0.49 - threshold ** 2 + 0.01 - threshold ** 2 + 0.16 - threshold ** 2) + 0.5;
  expect(valuesOf(doubles([z]), doubles([[0, 0, 1, 0]]))[0]).toBeCloseTo(wanted, 15);
});

test("is 0 with gradient 0 as soon as the right class leads by 1", () => {
  const [z, q] = [
    doubles([
      [1.5, 0.5, 0],
      [9, 2, 1],
    ]),
    doubles([
      [1, 0, 0],
      [1, 0, 0],
    ]),
  ];
  expect(valuesOf(z, q)).toEqual([0, 0]);
  expect(gradientOf((x, y) => sparsemaxLoss(x, y, { reduction: "sum" }), [z, q])).toEqual([0, 0, 0, 0, 0, 0]);
});

test("depends on differences of logits alone, to the last digits", () => {
  const q = tensor([[0.25, 0.75, 0]]);
  const offset = 2 ** 20;
  expect(valuesOf(tensor([[offset + 0.5, offset + 0.25, offset]]), q)).toEqual(valuesOf(tensor([[0.5, 0.25, 0]]), q));
});

test("a class that is ruled out adds nothing, and equal logits share", () => {
  const [z, q] = [doubles([[0.5, -Infinity, 0.5]]), doubles([[0.5, 0, 0.5]])];
  expect(valuesOf(z, q)).toEqual([0]);
  expect(gradientOf(sparsemaxLoss, [z, q])).toEqual([0, 0, 0]);
  expect(gradientOf(sparsemaxLoss, [doubles([[0, 0, 0, 0]]), doubles([[1, 0, 0, 0]])])).toEqual([
    -0.75, 0.25, 0.25, 0.25,
  ]);
});

test("takes the classes on any axis", () => {
  const [z, q] = [doubles([[1], [0.5], [-1]]), doubles([[0.25], [0.25], [0.5]])];
  const [wanted] = valuesOf(doubles([[1, 0.5, -1]]), doubles([[0.25, 0.25, 0.5]]));
  expect(numbersOf(sparsemaxLoss(z, q, { axis: 0, reduction: "none" }))).toEqual([wanted]);
});
