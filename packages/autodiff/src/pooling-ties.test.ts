import { avgPool1d, maxPool1d, maxPool2d, multiply, square, sum, type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { grad } from "./grad.ts";

test("of equal elements the first of the window gets the gradient, in windows that overlap too", () => {
  const x = tensor([[[1, 1, 0, 1, 1]]]);
  const weights = tensor([[[1, 10, 100, 1000]]]);
  const loss = (x: Tensor): Tensor => sum(multiply(maxPool1d(x, { window: 2, stride: 1 }), weights));
  // windows (1, 1), (1, 0), (0, 1), (1, 1)
  expect(grad(loss)(x).toArray()).toEqual([[[1, 10, 0, 1100, 0]]]);
});

test("the first is counted row by row", () => {
  const x = tensor([
    [
      [
        [0, 2],
        [2, 2],
      ],
    ],
  ]);
  expect(grad((x: Tensor) => sum(maxPool2d(x, { window: 2 })))(x).toArray()).toEqual([
    [
      [
        [0, 1],
        [0, 0],
      ],
    ],
  ]);
});

test("padding takes no part of the gradient of a maximum, and its part of that of a mean", () => {
  const x = tensor([[[-3, -5]]]);
  const windows = { window: 2, padding: 1 };
  expect(grad((x: Tensor) => sum(maxPool1d(x, windows)))(x).toArray()).toEqual([[[1, 1]]]);
  expect(grad((x: Tensor) => sum(avgPool1d(x, windows)))(x).toArray()).toEqual([[[0.5, 0.5]]]);
});

test("second derivatives stay where the maxima are", () => {
  const x = tensor([[[3, 3, 1, 2]]], { dtype: "float64" });
  const loss = (x: Tensor): Tensor => sum(square(maxPool1d(x, { window: 2 })));
  const direction = tensor([[[1, 10, 100, 1000]]], { dtype: "float64" });
  const along = (x: Tensor): Tensor => sum(multiply(grad(loss)(x), direction));
  expect(grad(along)(x).toArray()).toEqual([[[2, 0, 0, 2000]]]);
});
