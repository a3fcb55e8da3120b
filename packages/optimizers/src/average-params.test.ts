import { expect, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import { applyUpdates, averageParams, chain, type GradientTransform, sgd } from "./index.ts";

/** The points of a descent, and the average after each. */
function run<S extends { average: unknown }>(
  evaluation: GradientTransform<S>,
): { points: number[]; averages: unknown[] } {
  const optimizer = chain({ sgd: sgd({ learningRate: 1 }), evaluation });
  let state = optimizer.init(10);
  let point: number = 10;
  const [points, averages]: [number[], unknown[]] = [[], []];
  for (const g of [1, -2, 4, 3]) {
    const [update, next] = optimizer.update(g, state, point);
    expect(update).toBe(-g);
    point = applyUpdates(point, update);
    state = next;
    points.push(point);
    averages.push(valuesOf(state.evaluation.average));
  }
  return { points, averages };
}

test("without decay it is the mean of the points after each step", () => {
  const { points, averages } = run(averageParams());
  averages.forEach((average, i) => {
    const seen = points.slice(0, i + 1);
    expect(average).toBeCloseTo(seen.reduce((a, b) => a + b) / seen.length, 14);
  });
});

test("with decay it is a moving average whose weights add up to 1", () => {
  const { points, averages } = run(averageParams({ decay: 0.5 }));
  averages.forEach((average, n) => {
    const weights = points.slice(0, n + 1).map((_, i) => 0.5 ** (n - i));
    const total = weights.reduce((a, b) => a + b);
    expect(average).toBeCloseTo(
      weights.reduce((sum, w, i) => sum + (w / total) * points[i]!, 0),
      14,
    );
  });
});

test("decay 0 is the present point", () => {
  const { points, averages } = run(averageParams({ decay: 0 }));
  averages.forEach((average, i) => expect(average).toBeCloseTo(points[i]!, 15));
});

test("starts as a copy of the parameters", () => {
  const params = Float64Array.of(1, 2);
  const state = averageParams().init(params);
  params.fill(0);
  expect(valuesOf(state)).toEqual({ step: 0, average: [1, 2] });
});

test.each([1, -0.1, Number.NaN])("rejects a decay of %s", (decay) => {
  expect(() => averageParams({ decay })).toThrow(RangeError);
});
