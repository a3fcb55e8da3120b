import {
  abs,
  add,
  ceil,
  clip,
  cumprod,
  divide,
  floor,
  greater,
  log,
  logSumExp,
  max,
  maximum,
  min,
  minimum,
  multiply,
  norm,
  pow,
  prod,
  remainder,
  round,
  sign,
  softplus,
  sqrt,
  sum,
  type Tensor,
  tensor,
  where,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { grad } from "./index.ts";

// The gradient at a kink is a convention: that of PyTorch.
const values = (...list: number[]): Tensor => tensor(list, { dtype: "float64" });
const gradient = (f: (x: Tensor) => Tensor, ...at: number[]): unknown =>
  grad((x: Tensor) => sum(f(x)))(values(...at)).toArray();

test.each<[string, (x: Tensor) => Tensor, number[], number[]]>([
  ["abs is 0 at 0", abs, [-2, 0, 3], [-1, 0, 1]],
  ["clip is 1 at its bounds", (x) => clip(x, -1, 2), [-1.5, -1, 0, 2, 2.5], [0, 1, 1, 1, 0]],
  ["maximum is 1/2 at a tie", (x) => maximum(x, values(1, 1, 1)), [0, 1, 2], [0, 0.5, 1]],
  ["minimum is 1/2 at a tie", (x) => minimum(1, x), [0, 1, 2], [1, 0.5, 0]],
  ["maximum of a tensor and itself is the tensor", (x) => maximum(x, x), [3], [1]],
  [
    "sign, floor, ceil and round are 0, at a step too",
    (x) => [sign, floor, ceil, round].map((f) => f(x)).reduce(add),
    [0, 1, 2.5],
    [0, 0, 0],
  ],
  ["remainder has slope 1, at a jump too", (x) => remainder(x, 2), [-2, 0, 1, 2], [1, 1, 1, 1]],
  ["softplus has none at 0", softplus, [0, 100, -800], [0.5, 1, 0]],
  ["sqrt is infinite at 0", sqrt, [0, 4], [Infinity, 0.25]],
  ["where gives 0 to what is not selected", (x) => where(greater(x, 0), x, multiply(x, 3)), [0, -1, 1], [3, 3, 1]],
])("the gradient of %s", (_, f, at, expected) => {
  expect(gradient(f, ...at)).toEqual(expected);
});

describe("reductions", () => {
  test("the largest elements share the gradient equally", () => {
    expect(gradient((x) => max(x), 1, 3, 3, 2, 3)).toEqual([0, 1 / 3, 1 / 3, 0, 1 / 3]);
    expect(gradient((x) => min(x), 1, 1, 2)).toEqual([0.5, 0.5, 0]);
    const rows = tensor(
      [
        [1, 1],
        [0, 2],
      ],
      { dtype: "float64" },
    );
    expect(grad((x: Tensor) => sum(max(x, { axis: 1 })))(rows).toArray()).toEqual([
      [0.5, 0.5],
      [0, 1],
    ]);
    expect(gradient((x) => logSumExp(x), 2, 2)).toEqual([0.5, 0.5]);
  });

  test("norm is 0 at the zero vector, and the unit vector elsewhere, however large or small", () => {
    expect(gradient((x) => norm(x), 0, 0)).toEqual([0, 0]);
    for (const scale of [1, 1e300, 1e-300]) {
      const unit = grad((x: Tensor) => norm(x))(values(3 * scale, -4 * scale)).dataSync();
      expect(unit[0]).toBeCloseTo(0.6, 14);
      expect(unit[1]).toBeCloseTo(-0.8, 14);
    }
  });

  test("products with zeros are differentiated as they are", () => {
    expect(gradient((x) => prod(x), 2, 0, 3)).toEqual([0, 6, 0]);
    expect(gradient((x) => prod(x), 0, 0, 3)).toEqual([0, 0, 0]);
    expect(gradient((x) => cumprod(x), 2, 0, 3)).toEqual([1, 8, 0]); // 1 + x1 + x1 x2, x0 + x0 x2, x0 x1
  });
});

describe("powers", () => {
  const of = (argument: 0 | 1, x: number, y: number): number =>
    grad((a: Tensor, b: Tensor) => pow(a, b), { argument })(tensor(x), tensor(y)).item();

  test("for the base: y x^(y-1), and 0 where y is 0", () => {
    expect([of(0, 0, 2), of(0, 0, 1), of(0, 0, 0), of(0, -2, 3), of(0, 0, 0.5)]).toEqual([0, 1, 0, 12, Infinity]);
  });

  test("for the exponent: x^y log(x), and 0 where x is 0", () => {
    expect([of(1, 0, 2), of(1, 0, 0), of(1, 1, 5), of(1, 0, -1)]).toEqual([0, 0, 0, -Infinity]);
    expect(of(1, 2, 3)).toBeCloseTo(8 * Math.LN2, 5);
  });
});

test("what is not selected has a gradient of exactly 0, be it NaN or infinite", () => {
  const f = (x: Tensor): Tensor => sum(where(greater(x, 0), x, divide(log(values(-1, -1)), 0)));
  expect(grad(f)(values(1, -1)).toArray()).toEqual([1, 0]);
});
