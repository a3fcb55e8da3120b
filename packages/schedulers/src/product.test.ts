import { expect, test } from "vitest";
import { product } from "./product.ts";

test("product multiplies the rates of any number of schedules", () => {
  const schedule = product(
    (step) => step + 1,
    () => 10,
    (step) => 2 ** step,
  );
  expect([0, 1, 2].map(schedule)).toEqual([10, 40, 120]);
  expect(product((step) => step)(3)).toBe(3);
});

test("product of none is 1", () => {
  expect(product()(3)).toBe(1);
  expect(product().tail).toEqual({ kind: "constant" });
});

test("product rejects what is no schedule", () => {
  expect(() => Reflect.apply(product, undefined, [() => 1, 2])).toThrow(TypeError);
});
