import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { addDecayedWeights } from "./index.ts";

test("adds weightDecay p, the gradient of weightDecay / 2 |p|^2", () => {
  const transform = addDecayedWeights(0.25);
  const params = { w: tensor([4, -8]), n: 2 };
  const gradients = { w: tensor([1, 1]), n: 1 };
  const [updates] = transform.update(gradients, transform.init(params), params);
  expect(updates.w.toArray()).toEqual([2, -1]);
  expect(updates.n).toBe(1.5);
});

test("0 leaves gradients as they are, next to an infinite parameter too", () => {
  const transform = addDecayedWeights(0);
  expect(transform.update<number>(3, transform.init(0), Infinity)[0]).toBe(3);
});

test.each([-0.1, Number.NaN, Infinity])("rejects %s", (weightDecay) => {
  expect(() => addDecayedWeights(weightDecay)).toThrow(
    `weightDecay must be a finite number in [0,∞), got ${weightDecay}`,
  );
});
