import { describe, expect, test } from "vitest";
import { type PlateauSchedule, type PlateauState, reduceOnPlateau } from "./reduce-on-plateau.ts";

const run = (plateau: PlateauSchedule, metrics: readonly number[]): readonly PlateauState[] => {
  let state = plateau.init();
  return metrics.map((metric) => {
    state = plateau.update(metric, state);
    return state;
  });
};

const call = (options: unknown): unknown => Reflect.apply(reduceOnPlateau, undefined, [options]);

const ratesOf = (plateau: PlateauSchedule, metrics: readonly number[]): readonly number[] =>
  run(plateau, metrics).map(({ rate }) => rate);

describe("reduceOnPlateau", () => {
  test("tolerates `patience` stale updates in a row, and reduces at the next", () => {
    const plateau = reduceOnPlateau({ initial: 1, factor: 0.5, patience: 2 });
    expect(plateau.init().rate).toBe(1);
    expect(ratesOf(plateau, [5, 5, 5, 5, 5, 5, 5])).toEqual([1, 1, 1, 0.5, 0.5, 0.5, 0.25]);
  });

  test("counts afresh after an improvement", () => {
    const plateau = reduceOnPlateau({ initial: 1, factor: 0.5, patience: 1 });
    expect(ratesOf(plateau, [5, 6, 4, 6, 3, 6, 6])).toEqual([1, 1, 1, 1, 1, 1, 0.5]);
  });

  test("without patience reduces at once", () => {
    expect(ratesOf(reduceOnPlateau({ initial: 1, factor: 0.5, patience: 0 }), [5, 5, 4, 4])).toEqual([
      1, 0.5, 0.5, 0.25,
    ]);
  });

  test("measures the threshold relative to the best metric, or in its unit", () => {
    const settings = { initial: 1, factor: 0.5, patience: 0, threshold: 0.125 };
    // 87.5 is exactly on the edge of 100 - 12.5, and the edge is no improvement
    expect(ratesOf(reduceOnPlateau({ ...settings, thresholdMode: "relative" }), [100, 87.5])).toEqual([1, 0.5]);
    expect(ratesOf(reduceOnPlateau({ ...settings, thresholdMode: "relative" }), [100, 87.4])).toEqual([1, 1]);
    expect(ratesOf(reduceOnPlateau({ ...settings, thresholdMode: "absolute" }), [100, 99.875])).toEqual([1, 0.5]);
    expect(ratesOf(reduceOnPlateau({ ...settings, thresholdMode: "absolute" }), [100, 99.8])).toEqual([1, 1]);
  });

  test("asks of a negative metric, too, that it gets better by the threshold", () => {
    const plateau = reduceOnPlateau({ initial: 1, factor: 0.5, patience: 0, threshold: 0.125 });
    expect(ratesOf(plateau, [-0.5, -0.5625])).toEqual([1, 0.5]);
    expect(ratesOf(plateau, [-0.5, -0.5626])).toEqual([1, 1]);
  });

  test("takes a metric that is not finite as no improvement", () => {
    const plateau = reduceOnPlateau({ initial: 1, factor: 0.5, patience: 0 });
    const metrics = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 5, Number.NaN];
    expect(ratesOf(plateau, metrics)).toEqual([0.5, 0.25, 0.125, 0.125, 0.0625]);
    expect(run(plateau, metrics).at(-1)?.best).toBe(5);
  });

  test("never goes below the minimum, nor up to it", () => {
    const stale = [5, 5, 5, 5];
    expect(ratesOf(reduceOnPlateau({ initial: 1, factor: 0.5, patience: 0, minimum: 0.3 }), stale)).toEqual([
      1, 0.5, 0.3, 0.3,
    ]);
    expect(ratesOf(reduceOnPlateau({ initial: 1, factor: 0.5, patience: 0, minimum: 2 }), stale)).toEqual([1, 1, 1, 1]);
  });

  test("has state that survives JSON at any point, and never changes it", () => {
    const plateau = reduceOnPlateau({ initial: 1, factor: 0.5, patience: 1 });
    const metrics = [Number.NaN, 5, 5, 5, 4, 4, 4, 4];
    let state = plateau.init();
    const rates = metrics.map((metric) => {
      const restored: PlateauState = JSON.parse(JSON.stringify(state));
      expect(restored).toEqual(state);
      state = plateau.update(metric, Object.freeze(restored));
      return state.rate;
    });
    expect(rates).toEqual(ratesOf(plateau, metrics));
    expect(rates.at(-1)).toBe(0.25);
  });

  test.each([
    { initial: 0 },
    { initial: Number.NaN },
    { initial: 1, factor: 0 },
    { initial: 1, factor: 1 },
    { initial: 1, patience: -1 },
    { initial: 1, patience: 0.5 },
    { initial: 1, patience: Number.POSITIVE_INFINITY },
    { initial: 1, threshold: -1 },
    { initial: 1, minimum: -1 },
  ])("rejects %j", (options) => {
    expect(() => reduceOnPlateau(options)).toThrow(RangeError);
  });

  test("rejects other modes and other kinds", () => {
    expect(() => call({ initial: 1, thresholdMode: "rel" })).toThrow(
      new RangeError("reduceOnPlateau: thresholdMode must be relative or absolute, got rel; choose one"),
    );
    expect(() => call({ initial: 1, thresholdMode: true })).toThrow(TypeError);
    expect(() => call({ initial: "1" })).toThrow(TypeError);
    const plateau = reduceOnPlateau({ initial: 1 });
    expect(() => Reflect.apply(plateau.update, undefined, ["5", plateau.init()])).toThrow(TypeError);
  });
});
