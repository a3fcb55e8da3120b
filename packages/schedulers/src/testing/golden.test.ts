import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import * as schedulers from "../index.ts";

interface GoldenCase {
  readonly name: string;
  readonly options: never;
  readonly metrics?: readonly number[];
  readonly values: readonly number[];
}

const cases: readonly GoldenCase[] = JSON.parse(
  readFileSync(new URL("./golden/schedules.json", import.meta.url), "utf8"),
);

const schedules: Readonly<Record<string, (options: never) => schedulers.Schedule>> = {
  cosineDecay: schedulers.cosineDecay,
  cosineRestarts: schedulers.cosineRestarts,
  exponentialDecay: schedulers.exponentialDecay,
  linearDecay: schedulers.linearDecay,
  oneCycle: schedulers.oneCycle,
  piecewiseConstant: schedulers.piecewiseConstant,
  polynomialDecay: schedulers.polynomialDecay,
  stepDecay: schedulers.stepDecay,
  triangular: schedulers.triangular,
  triangular2: schedulers.triangular2,
};

const computeRates = ({ name, options, metrics, values }: GoldenCase): readonly number[] => {
  if (metrics) {
    const plateau = schedulers.reduceOnPlateau(options);
    let state = plateau.init();
    return metrics.map((metric) => {
      state = plateau.update(metric, state);
      return state.rate;
    });
  }
  const schedule = schedules[name]?.(options);
  if (!schedule) throw new Error(`golden: expected a schedule that this test knows, got ${name}; add it to the table`);
  return values.map((_, step) => schedule(step));
};

const rootMeanSquare = (values: readonly number[]): number =>
  Math.sqrt(values.reduce((total, value) => total + value * value, 0) / values.length);

describe("golden values of PyTorch 2.13", () => {
  test("there is a case for every schedule that PyTorch has", () => {
    expect(new Set(cases.map(({ name }) => name))).toEqual(new Set([...Object.keys(schedules), "reduceOnPlateau"]));
  });

  test.each(cases.map((golden) => [golden.name, golden] as const))("%s", (_, golden) => {
    const rates = computeRates(golden);
    const scale = rootMeanSquare(golden.values);
    expect(rates.length).toBeGreaterThan(30);
    golden.values.forEach((expected, step) => {
      const tolerance = 1e-8 * Math.max(Math.abs(expected), scale) + 1e-37;
      expect(Math.abs((rates[step] ?? Number.NaN) - expected), `step ${step}`).toBeLessThanOrEqual(tolerance);
    });
  });
});
