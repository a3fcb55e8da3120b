import { grad, vjp } from "@adjoint/autodiff";
import { type DType, onesLike, sum, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { activationCases } from "./activation-cases.ts";

const types: readonly (readonly [DType, number, number])[] = [
  ["float32", 3.4028234663852886e38, 1.401298464324817e-45],
  ["float64", Number.MAX_VALUE, Number.MIN_VALUE],
];

const valueAndSlope = (activate: (x: Tensor) => Tensor, values: readonly number[], dtype: DType) => {
  const x = tensor(values, { dtype });
  const [y, pullback] = vjp(activate, x);
  return [Array.from(y.dataSync()), Array.from(pullback(onesLike(y)).dataSync())] as const;
};
const secondDerivatives = (activate: (x: Tensor) => Tensor, values: readonly number[], dtype: DType): number[] => {
  const slope = grad((x: Tensor) => sum(activate(x)));
  return Array.from(grad((x: Tensor) => sum(slope(x)))(tensor(values, { dtype })).dataSync());
};

describe.each(activationCases.map((row) => [row.name, row] as const))("%s", (_, { activate, limits, slopes }) => {
  describe.each(types)("%s", (dtype, largest, smallest) => {
    const rounded = (x: number): number => (dtype === "float32" ? Math.fround(x) : x);

    test("the limits at -Infinity and Infinity, value and gradient", () => {
      const [values, gradients] = valueAndSlope(activate, [-Infinity, Infinity], dtype);
      for (const side of [0, 1]) {
        expect(values[side]! + 0).toBe(rounded(limits[side]!));
        expect(gradients[side]! + 0).toBe(rounded(slopes[side]!));
      }
    });

    test("NaN stays NaN and spoils nothing beside it", () => {
      const [values] = valueAndSlope(activate, [NaN, 1], dtype);
      const [[alone], [slope]] = valueAndSlope(activate, [1], dtype);
      const [[, beside], [, slopeBeside]] = valueAndSlope(activate, [NaN, 1], dtype);
      expect(values[0]).toBeNaN();
      expect([beside, slopeBeside]).toEqual([alone, slope]);
    });

    test("finite numbers give finite values and derivatives, first and second", () => {
      const sizes = [
        0,
        smallest,
        1e-30,
        1e-8,
        1,
        16,
        20,
        38,
        88,
        89,
        103,
        104,
        709,
        710,
        745,
        750,
        1e4,
        1e8,
        1e19,
        1e30,
      ];
      if (dtype === "float64") sizes.push(1e100, 1e154, 1e200, 1e300);
      sizes.push(largest / 2); // selu of the largest number is above it
      const points = sizes.flatMap((x) => [-x, x]);
      const [values, gradients] = valueAndSlope(activate, points, dtype);
      const bends = secondDerivatives(activate, points, dtype);
      points.forEach((x, i) => {
        expect(values[i], `value at ${x}`).toSatisfy(Number.isFinite);
        expect(gradients[i], `gradient at ${x}`).toSatisfy(Number.isFinite);
        expect(bends[i], `second derivative at ${x}`).toSatisfy(Number.isFinite);
      });
    });

    test("far out it is at its limits, or on the lines that lead there", () => {
      const [values, gradients] = valueAndSlope(activate, [-1e30, 1e30], dtype);
      for (const side of [0, 1]) {
        const x = side === 0 ? -1e30 : 1e30;
        const expected = Number.isFinite(limits[side]!) ? limits[side]! : x * slopes[side]!;
        const accuracy = dtype === "float32" ? 2e-7 : 4e-16;
        expect(Math.abs(values[side]! - expected)).toBeLessThanOrEqual(accuracy * Math.abs(expected) + 1e-29);
        expect(Math.abs(gradients[side]! - rounded(slopes[side]!))).toBeLessThanOrEqual(1e-29);
      }
    });
  });
});
