import { grad, gradcheck, vjp } from "@adjoint/autodiff";
import { DTypeError, ShapeError, tensor, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { rootMeanSquaredError } from "./root-mean-squared-error.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is the root of the mean of squares; its gradient is e / (n rmse)", () => {
  const [predictions, targets] = [doubles([3, 5]), doubles([0, 1])];
  expect(rootMeanSquaredError(predictions, targets).item()).toBeCloseTo(Math.sqrt(12.5), 15);
  const [a, b] = gradientOf(rootMeanSquaredError, [predictions, targets]);
  expect(a).toBeCloseTo(3 / (2 * Math.sqrt(12.5)), 15);
  expect(b).toBeCloseTo(4 / (2 * Math.sqrt(12.5)), 15);
});

test("has gradient 0 where there is no error", () => {
  const equal = [tensor([1, 2]), tensor([1, 2])];
  expect(rootMeanSquaredError(equal[0]!, equal[1]!).item()).toBe(0);
  expect(gradientOf(rootMeanSquaredError, equal)).toEqual([0, 0]);
});

test("squares neither overflow nor vanish", () => {
  for (const scale of [1e30, 1e-30]) {
    const inputs = [tensor([3 * scale, 4 * scale]), tensor([0, 0])] as const;
    expect(rootMeanSquaredError(...inputs).item() / (Math.sqrt(12.5) * scale)).toBeCloseTo(1, 6);
    const [a, b] = gradientOf(rootMeanSquaredError, inputs);
    expect(a).toBeCloseTo(3 / (2 * Math.sqrt(12.5)), 6);
    expect(b).toBeCloseTo(4 / (2 * Math.sqrt(12.5)), 6);
  }
  expect(rootMeanSquaredError(tensor([Infinity, 1]), tensor([0, 0])).item()).toBe(Infinity);
  expect(rootMeanSquaredError(tensor([Number.NaN, 1]), tensor([0, 0])).item()).toBe(Number.NaN);
});

test("takes weights and a mask, of which nothing masked is left", () => {
  const [predictions, targets] = [doubles([3, 4, Number.NaN]), doubles([0, 0, 1])];
  const options = { weights: doubles([3, 1, Number.NaN]), where: tensor([true, true, false]) };
  expect(rootMeanSquaredError(predictions, targets, options).item()).toBeCloseTo(Math.sqrt(43 / 4), 15);
  const gradient = gradientOf((p, t) => rootMeanSquaredError(p, t, options), [predictions, targets]);
  expect(gradient[0]).toBeCloseTo((3 * 3) / (4 * Math.sqrt(43 / 4)), 15);
  expect(gradient[2]).toBe(0);
});

test("is 0 with gradient 0 for an empty batch, and for one that is masked or has no weight", () => {
  expect(rootMeanSquaredError(zeros([0, 2]), zeros([0, 2])).item()).toBe(0);
  expect(numbersOf(grad(rootMeanSquaredError)(zeros([0, 2]), zeros([0, 2])))).toEqual([]);
  const inputs = [tensor([1, Number.NaN]), tensor([0, 0])];
  const masked = { where: tensor([false, false]) };
  expect(gradientOf((p, t) => rootMeanSquaredError(p, t, masked), inputs)).toEqual([0, 0]);
  const weightless = { weights: tensor([0, 0]) };
  expect(rootMeanSquaredError(tensor([1, 2]), tensor([0, 0]), weightless).item()).toBe(0);
  expect(gradientOf((p, t) => rootMeanSquaredError(p, t, weightless), [tensor([1, 2]), tensor([0, 0])])).toEqual([
    0, 0,
  ]);
});

test("has the derivatives that differences say", () => {
  const inputs = [
    doubles([
      [0.3, -1],
      [2, 0.5],
    ]),
    doubles([
      [0.1, 1],
      [1.2, -0.5],
    ]),
    doubles([
      [1, 2],
      [0.5, 0.7],
    ]),
  ];
  gradcheck((p, t, weights) => rootMeanSquaredError(p, t, { weights }), inputs);
});

test("throws for shapes and types that do not fit", () => {
  expect(() => rootMeanSquaredError(tensor([1, 2]), tensor([[1], [2]]))).toThrow(ShapeError);
  expect(() => rootMeanSquaredError(tensor([1, 2]), tensor([1, 2], { dtype: "int32" }))).toThrow(DTypeError);
  expect(() => rootMeanSquaredError(tensor([1, 2]), tensor([1, 2]), { weights: tensor([1, 2, 3]) })).toThrow(
    ShapeError,
  );
});
