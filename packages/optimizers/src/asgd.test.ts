import { describe, expect, test } from "vitest";
import { expectToFollow } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { applyUpdates, asgd, withLearningRate } from "./index.ts";

test("follows the rule of PyTorch: eta_1 = e, eta_{t+1} = e / (1 + lambda e t)^alpha", () => {
  const [e, lambda, alpha] = [0.1, 0.3, 0.6];
  let eta = e;
  expectToFollow(asgd({ learningRate: e, lambda, alpha }), (p, gradients, t) => {
    gradients.forEach((g, i) => {
      p[i] = p[i]! * (1 - lambda * eta) - eta * g;
    });
    eta = e / (1 + lambda * e * t) ** alpha;
  });
});

describe("the average", () => {
  const path = (averageFrom: number): { points: number[]; averages: unknown[] } => {
    const optimizer = asgd({ learningRate: 0.1, averageFrom });
    let state = optimizer.init(1);
    let point: number = 1;
    const [points, averages]: [number[], unknown[]] = [[], []];
    for (const g of [3, -1, 2, 0.5, -2, 1, -3, 2, 4, -1, 5, 1]) {
      const [update, next] = optimizer.update(g, state, point);
      point = applyUpdates(point, update);
      state = next;
      points.push(point);
      averages.push(valuesOf(state.averaging.average));
    }
    return { points, averages };
  };

  test("is the present point until averageFrom, by default for a million steps", () => {
    const { points, averages } = path(1e6);
    averages.forEach((average, i) => expect(average).toBeCloseTo(points[i]!, 15));
  });

  test("is the mean of the points after it", () => {
    const { points, averages } = path(2);
    // mu is 1 for the steps 0 to 3, then 1/2, 1/3
    expect(averages[3]).toBeCloseTo(points[3]!, 15);
    expect(averages[4]).toBeCloseTo((points[3]! + points[4]!) / 2, 14);
    expect(averages[5]).toBeCloseTo((points[3]! + points[4]! + points[5]!) / 3, 14);
  });
});

test("the rate is the setting, and may be set; a schedule is asked for each step", () => {
  const optimizer = asgd({ learningRate: 0.1, lambda: 0 });
  const state = withLearningRate(optimizer.init(0), 0.5);
  expect(optimizer.update<number>(1, state, 0)[0]).toBe(-0.5);
  const scheduled = asgd({ learningRate: (step) => 1 / (1 + step), lambda: 0 });
  let [update, next] = scheduled.update<number>(1, scheduled.init(0), 0);
  [update, next] = scheduled.update<number>(1, next, 0);
  expect(update).toBe(-0.5);
  expect(next.rate.step?.item()).toBe(2);
});

test.each([{ lambda: -1 }, { alpha: Number.NaN }, { averageFrom: -1 }])("rejects %j", (options) => {
  expect(() => asgd({ learningRate: 0.1, ...options })).toThrow(RangeError);
});
