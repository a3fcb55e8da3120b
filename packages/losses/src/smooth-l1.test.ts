import { vjp } from "@adjoint/autodiff";
import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { huber } from "./huber.ts";
import { smoothL1 } from "./smooth-l1.ts";
import { gradientBy } from "./testing/gradient-by.ts";
import { doubles, numbersOf } from "./testing/numbers-of.ts";

const gradientOf = gradientBy(vjp);

test("is the Huber loss divided by beta", () => {
  const [predictions, targets] = [doubles([0, 0.25, -1, 2, -6]), doubles([0, 0, 0, 0, 0])];
  const values = numbersOf(smoothL1(predictions, targets, { beta: 0.5, reduction: "none" }));
  expect(values).toEqual([0, 0.0625, 0.75, 1.75, 5.75]);
  expect(values).toEqual(numbersOf(huber(predictions, targets, { delta: 0.5, reduction: "none" })).map((x) => x / 0.5));
  const gradients = gradientOf((p, t) => smoothL1(p, t, { beta: 0.5, reduction: "sum" }), [predictions, targets]);
  expect(gradients).toEqual([0, 0.5, -1, 1, -1]);
});

test("has gradient +-1 at |e| = beta and beyond, to infinity", () => {
  const predictions = tensor([2, -2, 1e38, -Infinity]);
  const gradients = gradientOf(
    (p, t) => smoothL1(p, t, { beta: 2, reduction: "sum" }),
    [predictions, tensor([0, 0, 0, 0])],
  );
  expect(gradients).toEqual([1, -1, 1, -1]);
});

test.each([0, -1, Number.NaN])("throws for beta = %d", (beta) => {
  expect(() => smoothL1(tensor([1]), tensor([1]), { beta })).toThrow(RangeError);
});
