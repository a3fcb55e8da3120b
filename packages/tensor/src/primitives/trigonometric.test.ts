import { expect, test } from "vitest";
import { tensor } from "../creation/tensor.ts";
import { acos, asin, atan, atan2, cos, sin, tan } from "./trigonometric.ts";

const doubles = (values: number[]) => tensor(values, { dtype: "float64" });

test("edges", () => {
  expect(sin(doubles([0, -0, Infinity, NaN])).toArray()).toEqual([0, -0, NaN, NaN]);
  expect(cos(doubles([0, Infinity])).toArray()).toEqual([1, NaN]);
  expect(tan(doubles([-0, -Infinity])).toArray()).toEqual([-0, NaN]);
  expect(asin(doubles([1, -1, -0, 1.5])).toArray()).toEqual([Math.PI / 2, -Math.PI / 2, -0, NaN]);
  expect(acos(doubles([1, -1, 0, -1.5])).toArray()).toEqual([0, Math.PI, Math.PI / 2, NaN]);
  expect(atan(doubles([Infinity, -Infinity, -0])).toArray()).toEqual([Math.PI / 2, -Math.PI / 2, -0]);
});

test("angles of large arguments are reduced exactly", () => {
  // sin(2^53) and cos(1e22) in fifty digits, by mpmath 1.3
  expect(sin(doubles([2 ** 53])).item()).toBeCloseTo(-0.848925964814655, 15);
  expect(cos(doubles([1e22])).item()).toBeCloseTo(0.52321478539513895, 15);
});

test("atan2 knows the quadrant, y first", () => {
  const [y, x] = [doubles([1, 1, -1, -1, 0, -0, 0, 3]), doubles([1, -1, -1, 1, -1, -1, 1, 0])];
  const quarter = Math.PI / 4;
  expect(atan2(y, x).toArray()).toEqual([
    quarter,
    3 * quarter,
    -3 * quarter,
    -quarter,
    Math.PI,
    -Math.PI,
    0,
    2 * quarter,
  ]);
});
