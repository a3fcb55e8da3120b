import { vjp } from "@adjoint/autodiff";
import { type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { cosineDistance } from "./cosine-distance.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf, relative } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

const valuesOf = (a: Tensor, b: Tensor): number[] => numbersOf(cosineDistance(a, b, { reduction: "none" }));

test("is 0, 1 or 2 for equal, orthogonal and opposite directions, whatever the lengths", () => {
  const a = doubles([
    [3, 0],
    [3, 0],
    [3, 0],
    [1, 0],
  ]);
  const b = doubles([
    [1, 0],
    [0, 5],
    [-2, 0],
    [5, 5],
  ]);
  const [same, orthogonal, opposite, between] = valuesOf(a, b);
  expect([same, orthogonal, opposite]).toEqual([0, 1, 2]);
  expect(relative(between, 1 - Math.SQRT1_2)).toBeLessThan(1e-15);
});

test("keeps the digits of small angles", () => {
  const angle = 1e-6;
  const [value] = valuesOf(doubles([[1, 0]]), doubles([[Math.cos(angle), Math.sin(angle)]]));
  expect(relative(value, 2 * Math.sin(angle / 2) ** 2)).toBeLessThan(1e-9);
});

test("squares neither overflow nor vanish", () => {
  expect(
    valuesOf(
      tensor([
        [1e30, 0],
        [1e-30, 0],
      ]),
      tensor([
        [0, 1e30],
        [1e-30, 0],
      ]),
    ),
  ).toEqual([1, 0]);
});

test("the largest and the smallest vectors of float32 have directions", () => {
  const [cosine, length] = [2 / Math.sqrt(6), Math.sqrt(3)];
  const pair = (scale: number): [Tensor, Tensor] => [tensor([[scale, scale, scale]]), tensor([[scale, scale, 0]])];
  expect(relative(valuesOf(...pair(1e-40))[0], 1 - cosine)).toBeLessThan(1e-5); // five digits are left there
  expect(relative(valuesOf(...pair(3e38))[0], 1 - cosine)).toBeLessThan(1e-6);
  const [, along, across] = gradientOf(cosineDistance, pair(3e38)) as [number, number, number];
  // (cos a' - b') / |a|
  expect(relative(along * 3e38, (cosine / length - Math.SQRT1_2) / length)).toBeLessThan(1e-5);
  expect(relative(across * 3e38, cosine / length / length)).toBeLessThan(1e-5);
});

test("has gradient -(b' - cos a') / |a| with the directions a' and b', orthogonal to a", () => {
  const [a, b] = [doubles([[3, 4]]), doubles([[1, 0]])];
  const gradient = gradientOf(cosineDistance, [a, b]);
  expect(gradient[0]).toBeCloseTo(-(1 - 0.36) / 5, 15);
  expect(gradient[1]).toBeCloseTo((0.6 * 0.8) / 5, 15);
});

test("is 1 with gradient 0 where a vector is zero", () => {
  const [a, b] = [
    doubles([
      [0, 0],
      [1, 2],
      [0, 0],
    ]),
    doubles([
      [1, 2],
      [0, 0],
      [0, 0],
    ]),
  ];
  expect(valuesOf(a, b)).toEqual([1, 1, 1]);
  for (const argument of [0, 1]) expect(gradientOf(cosineDistance, [a, b], argument)).toEqual([0, 0, 0, 0, 0, 0]);
});

test("NaN stays NaN", () => {
  expect(valuesOf(doubles([[Number.NaN, 1]]), doubles([[1, 1]]))).toEqual([Number.NaN]);
});
