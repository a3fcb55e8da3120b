import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { adaptiveGradientClip } from "./index.ts";

describe("adaptiveGradientClip", () => {
  test("clips each unit where |g| is more than ratio max(|p|, epsilon)", () => {
    // columns of a matrix [inputs, outputs] are units: their weights have norms 5, 10 and 0
    const params = tensor(
      [
        [3, 6, 0],
        [4, 8, 0],
      ],
      { dtype: "float64" },
    );
    const gradients = tensor(
      [
        [6, 0.6, 3],
        [8, 0.8, 4],
      ],
      { dtype: "float64" },
    );
    const clipped = apply(
      adaptiveGradientClip({ ratio: 0.1, epsilon: 0.5 }),
      gradients,
      params,
    ).toArray() as number[][];
    // to 0.1 5 from 10; 1 is not more than 0.1 10; to 0.1 0.5 from 5
    [
      [0.3, 0.6, 0.03],
      [0.4, 0.8, 0.04],
    ].forEach((row, i) => row.forEach((x, j) => expect(clipped[i]![j]).toBeCloseTo(x, 15)));
    expect(clipped[0]![1]).toBe(0.6);
  });

  test("a kernel has a unit for each output, a vector is one", () => {
    const kernel = tensor(new Float64Array(8).fill(0.5), { shape: [2, 2, 2] });
    const slope = tensor(Float64Array.of(1, 1, 1, 1, 1e-4, 1e-4, 1e-4, 1e-4), { shape: [2, 2, 2] });
    expect(apply(adaptiveGradientClip(), { kernel: slope }, { kernel }).kernel.toArray()).toEqual([
      [
        [0.005, 0.005],
        [0.005, 0.005],
      ],
      [
        [1e-4, 1e-4],
        [1e-4, 1e-4],
      ],
    ]);
    const bias = apply(adaptiveGradientClip({ ratio: 1 }), Float64Array.of(30, 40), Float64Array.of(3, 4));
    expect(bias[1]).toBeCloseTo(4, 15);
    expect(apply(adaptiveGradientClip({ ratio: 1 }), 7, -2)).toBe(2);
  });

  test("other units can be named; gradients of 0 are fine", () => {
    const transform = adaptiveGradientClip({ ratio: 1, unitAxes: (path) => (path === "rows" ? [1] : [0]) });
    const params = {
      rows: tensor([
        [3, 4],
        [6, 8],
      ]),
      columns: tensor([
        [3, 6],
        [4, 8],
      ]),
    };
    const gradients = {
      rows: tensor([
        [30, 40],
        [0, 0],
      ]),
      columns: tensor([
        [30, 0],
        [40, 0],
      ]),
    };
    const { rows, columns } = apply(transform, gradients, params);
    expect(rows.toArray()).toEqual([
      [3, 4],
      [0, 0],
    ]);
    expect(columns.toArray()).toEqual([
      [3, 0],
      [4, 0],
    ]);
    for (const bad of [{ ratio: 0 }, { epsilon: 0 }]) expect(() => adaptiveGradientClip(bad)).toThrow(RangeError);
  });
});
