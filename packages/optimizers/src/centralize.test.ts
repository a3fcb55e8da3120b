import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { apply } from "../tests/apply.ts";
import { centralize } from "./index.ts";

describe("centralize", () => {
  test("takes the mean of each unit away: columns of a matrix, outputs of a kernel", () => {
    const { matrix, kernel } = apply(centralize(), {
      matrix: tensor([
        [1, 10],
        [3, 30],
      ]),
      kernel: tensor([
        [
          [1, 2],
          [3, 6],
        ],
        [
          [0, 0],
          [0, 4],
        ],
      ]),
    });
    expect(matrix.toArray()).toEqual([
      [-1, -10],
      [1, 10],
    ]);
    expect(kernel.toArray()).toEqual([
      [
        [-2, -1],
        [0, 3],
      ],
      [
        [-1, -1],
        [-1, 3],
      ],
    ]);
  });

  test("leaves vectors and scalars as they are", () => {
    expect(apply(centralize(), { bias: Float64Array.of(1, 3), scale: 5 })).toEqual({
      bias: Float64Array.of(1, 3),
      scale: 5,
    });
    expect(apply(centralize(), tensor([], { shape: [0, 3] })).shape).toEqual([0, 3]);
  });

  test("other units can be named", () => {
    expect(
      apply(
        centralize({ unitAxes: () => [1] }),
        tensor([
          [1, 3],
          [10, 30],
        ]),
      ).toArray(),
    ).toEqual([
      [-1, 1],
      [-10, 10],
    ]);
  });
});
