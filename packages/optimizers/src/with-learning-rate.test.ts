import { describe, expect, expectTypeOf, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import {
  adam,
  chain,
  clipByGlobalNorm,
  momentum,
  scaleByLearningRate,
  sgd,
  withLearningRate,
  withRateScale,
} from "./index.ts";

describe("withLearningRate", () => {
  const optimizer = adam({ learningRate: 0.1 });
  const [, before] = optimizer.update<number>(1, optimizer.init(0), 0);
  const after = withLearningRate(before, 0.01);

  test("changes the rate and nothing else, and not in place", () => {
    expectTypeOf(after).toEqualTypeOf(before);
    expect(after.rate.learningRate.item()).toBe(0.01);
    expect(before.rate.learningRate.item()).toBe(0.1);
    expect(after.rate.learningRate.dtype).toBe("float64");
    expect(valuesOf(after.moments)).toEqual(valuesOf(before.moments));
    expect(after.moments.mean).toBe(before.moments.mean);
  });

  test("the next step uses it, and so do those after it", () => {
    const [slow, next] = optimizer.update<number>(1, after, 0);
    const [fast] = optimizer.update<number>(1, before, 0);
    expect(slow / fast).toBeCloseTo(0.1, 14);
    expect(next.rate.learningRate.item()).toBe(0.01);
  });

  test("reaches a rate inside of a chain, and all of them", () => {
    const nested = chain({ clip: clipByGlobalNorm(1), inner: sgd({ learningRate: 1 }), outer: scaleByLearningRate(2) });
    const state = withLearningRate(nested.init(0), 0.5);
    expect(state.inner.rate.learningRate.item()).toBe(0.5);
    expect(state.outer.learningRate.item()).toBe(0.5);
    expect(nested.update<number>(1, state, 0)[0]).toBe(0.25);
  });

  test("0 is a rate; NaN, negative and infinite ones are not", () => {
    expect(withLearningRate(before, 0).rate.learningRate.item()).toBe(0);
    for (const bad of [Number.NaN, -1, Infinity])
      expect(() => withLearningRate(before, bad)).toThrow("withLearningRate: learningRate must be a finite number");
  });

  test("a schedule is not overruled", () => {
    const scheduled = sgd({ learningRate: (step) => 1 / (1 + step) });
    expect(() => withLearningRate(scheduled.init(0), 1)).toThrow(
      new TypeError("withLearningRate: a schedule decides this rate; scale it by withRateScale(state, factor)"),
    );
  });

  test("a state without a rate is told apart", () => {
    expect(() => withLearningRate({}, 1)).toThrow(
      new TypeError("withLearningRate: the state holds no learning rate; pass what init returned?"),
    );
    expect(() => withLearningRate(null, 1)).toThrow(TypeError);
    expect(() => withRateScale({}, 1)).toThrow("withRateScale: the state holds no learning rate");
  });
});

describe("withRateScale", () => {
  const optimizer = momentum({ learningRate: (step) => 1 / (1 + step), momentum: 0 });

  test("multiplies what the schedule says from now on", () => {
    let [update, state] = optimizer.update<number>(1, optimizer.init(0), 0);
    expect(update).toBe(-1);
    state = withRateScale(state, 0.1);
    for (const step of [1, 2, 3]) {
      [update, state] = optimizer.update<number>(1, state, 0);
      expect(update).toBe((-1 / (1 + step)) * 0.1);
      expect(state.rate.learningRate.item()).toBe((1 / (1 + step)) * 0.1);
      expect(state.rate.scale?.item()).toBe(0.1);
    }
    [update] = optimizer.update<number>(1, withRateScale(state, 1), 0);
    expect(update).toBe(-1 / 5);
  });

  test("does not touch a fixed rate", () => {
    expect(() => withRateScale(sgd({ learningRate: 1 }).init(0), 0.5)).toThrow(
      new TypeError("withRateScale: this rate follows no schedule; set it by withLearningRate(state, rate)"),
    );
    expect(() => withRateScale(optimizer.init(0), -1)).toThrow(RangeError);
  });
});
