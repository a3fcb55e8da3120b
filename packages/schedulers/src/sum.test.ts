import { expect, test } from "vitest";
import { sum } from "./sum.ts";

test("sum adds the rates of any number of schedules", () => {
  const schedule = sum(
    (step) => step,
    () => 10,
    (step) => 100 * step,
  );
  expect([0, 1, 2].map(schedule)).toEqual([10, 111, 212]);
  expect(sum((step) => step)(3)).toBe(3);
});

test("sum of none is 0", () => {
  expect(sum()(3)).toBe(0);
  expect(sum().tail).toEqual({ kind: "zero" });
});

test("sum rejects what is no schedule", () => {
  expect(() => Reflect.apply(sum, undefined, [() => 1, 2])).toThrow(TypeError);
});
