import { describe, expect, test } from "vitest";
import { constant } from "./constant.ts";
import { join } from "./join.ts";
import { linearDecay } from "./linear-decay.ts";
import type { Schedule } from "./schedule.ts";

const identity: Schedule = (step) => step;

describe("join", () => {
  test("starts every schedule at its own step 0", () => {
    const schedule = join([identity, identity, identity], [3, 5]);
    expect([0, 1, 2, 3, 4, 5, 6, 100].map(schedule)).toEqual([0, 1, 2, 0, 1, 0, 1, 95]);
    expect(schedule(2.5)).toBe(2.5);
  });

  test("of one schedule is that schedule", () => {
    expect(join([identity], [])(7)).toBe(7);
  });

  test("does not see later changes of the arrays", () => {
    const schedules = [constant(0.1), constant(0.2)];
    const boundaries = [3];
    const schedule = join(schedules, boundaries);
    schedules[0] = constant(0.9);
    boundaries[0] = 1;
    expect([0, 2, 3].map(schedule)).toEqual([0.1, 0.1, 0.2]);
  });

  test("has the tail of the last one", () => {
    expect(join([identity, constant(0.1)], [3]).tail).toEqual({ kind: "constant" });
    expect(join([constant(0.1), linearDecay({ initial: 1, final: 0, decaySteps: 3 })], [3]).tail).toEqual({
      kind: "zero",
    });
    expect(join([constant(0.1), identity], [3]).tail).toBeUndefined();
  });

  test.each([[[]], [[1, 2]], [[0]], [[-1]], [[1.5]], [[Number.NaN]]])("rejects boundaries %j for two", (boundaries) => {
    expect(() => join([identity, identity], boundaries)).toThrow(RangeError);
  });

  test("rejects boundaries out of order, no schedules, and what is no schedule", () => {
    expect(() => join([identity, identity, identity], [3, 3])).toThrow(RangeError);
    expect(() => join([], [])).toThrow("join: at least one schedule is needed, got none");
    expect(() => Reflect.apply(join, undefined, [[identity, 0.1], [3]])).toThrow(TypeError);
    expect(() => Reflect.apply(join, undefined, [identity, []])).toThrow(TypeError);
    expect(() => Reflect.apply(join, undefined, [[identity, identity], ["3"]])).toThrow(TypeError);
  });
});
