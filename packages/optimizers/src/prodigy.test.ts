import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { applyUpdates, type ProdigyOptions, prodigy } from "./index.ts";

/** Algorithm 4 of Mishchenko & Defazio in plain numbers. */
function reference({
  gamma = () => 1,
  beta1 = 0.9,
  beta2 = 0.999,
  epsilon = 1e-8,
  d0 = 1e-6,
  scale = 1,
  weightDecay = 0,
}: {
  gamma?: (k: number) => number;
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  d0?: number;
  scale?: number;
  weightDecay?: number;
}) {
  let d = d0;
  let r = 0;
  const [m, v, s] = [zeros(), zeros(), zeros()];
  let start: number[] | undefined;
  const root = Math.sqrt(beta2);
  return {
    distance: () => d,
    step: (x: number[], g: readonly number[], t: number): void => {
      const x0 = (start ??= [...x]);
      const rate = gamma(t - 1);
      const inner = g.reduce((sum, gi, i) => sum + gi * (x0[i]! - x[i]!), 0);
      r = root * r + (1 - root) * rate * d * d * inner;
      g.forEach((gi, i) => {
        m[i] = beta1 * m[i]! + (1 - beta1) * d * gi;
        v[i] = beta2 * v[i]! + (1 - beta2) * d * d * gi * gi;
        s[i] = root * s[i]! + (1 - root) * rate * d * d * gi;
      });
      const found = (scale * r) / s.reduce((sum, si) => sum + Math.abs(si), 0);
      x.forEach((xi, i) => {
        x[i] = xi - rate * d * (m[i]! / (Math.sqrt(v[i]!) + d * epsilon) + weightDecay * xi);
      });
      d = Math.max(d, found);
    },
  };
}

describe("follows Algorithm 4 of the paper in plain numbers", () => {
  test.each<[string, ProdigyOptions, Parameters<typeof reference>[0]]>([
    ["with its defaults", {}, {}],
    [
      "with all settings",
      { beta1: 0.8, beta2: 0.98, epsilon: 1e-3, initialDistance: 1e-3, distanceScale: 0.5, weightDecay: 0.1 },
      { beta1: 0.8, beta2: 0.98, epsilon: 1e-3, d0: 1e-3, scale: 0.5, weightDecay: 0.1 },
    ],
    [
      "with a schedule",
      { learningRate: (k) => 1 / (1 + 0.1 * k), initialDistance: 0.01 },
      { gamma: (k) => 1 / (1 + 0.1 * k), d0: 0.01 },
    ],
  ])("%s", (_, options, settings) => {
    const { step, distance } = reference(settings);
    expectToFollow(prodigy(options), step, { steps: 120, tolerance: 1e-10 });
    // d grew a lot on the way
    expect(distance()).toBeGreaterThan(10 * (settings?.d0 ?? 1e-6));
  });
});

describe("finds the rate by itself", () => {
  test.each([1e-3, 1, 1e3])("of a quadratic whose minimum is %s away", (distance) => {
    // sum c_i (x_i - distance)^2 / 2 from 0
    const curvatures = [1, 3, 0.3, 2];
    const gradientOf = (x: Float64Array): Float64Array => x.map((xi, i) => curvatures[i]! * (xi - distance));
    const optimizer = prodigy({ learningRate: (k) => (k < 300 ? 1 : 0.985 ** (k - 300)), beta2: 0.99 });
    let x: Float64Array = new Float64Array(4);
    let state = optimizer.init(x);
    for (let step = 0; step < 800; step++) {
      const [updates, next] = optimizer.update(gradientOf(x), state, x);
      [x, state] = [applyUpdates(x, updates), next];
    }
    for (const xi of x) expect(Math.abs(xi / distance - 1)).toBeLessThan(0.02);
    // the estimate is a lower bound of the distance in the maximum norm, up to a small factor
    const d = state.distance.item();
    expect(d).toBeGreaterThan(0.02 * distance);
    expect(d).toBeLessThan(3 * distance);
  });
});

test("the distance never shrinks, a gradient of 0 changes nothing", () => {
  const optimizer = prodigy();
  const x = { a: tensor([1, 2]), b: 3 };
  const zero = { a: tensor([0, 0]), b: 0 };
  const [updates, state] = optimizer.update(zero, optimizer.init(x), x);
  expect([...updates.a.dataSync(), updates.b].map(Math.abs)).toEqual([0, 0, 0]);
  expect(state.distance.item()).toBe(1e-6);
  // back at the start after a gradient: progress is 0, the distance stays
  const [, next] = optimizer.update(x, { ...state, distance: tensor(0.5, { dtype: "float64" }) }, x);
  expect(next.distance.item()).toBe(0.5);
});

test("float32 follows float64", () => {
  const run = (dtype: "float32" | "float64"): number[] => {
    const optimizer = prodigy({ initialDistance: 1e-3 });
    let x = tensor([0, 0, 0], { dtype });
    let state = optimizer.init(x);
    for (let step = 0; step < 100; step++) {
      const g = tensor(
        [...x.dataSync()].map((xi, i) => (i + 1) * (xi - 1)),
        { dtype },
      );
      const [updates, next] = optimizer.update(g, state, x);
      [x, state] = [applyUpdates(x, updates), next];
    }
    return [...x.dataSync()];
  };
  const exact = run("float64");
  run("float32").forEach((x, i) => expect(Math.abs(x - exact[i]!)).toBeLessThan(1e-4));
  expect(exact[0]).toBeGreaterThan(0.1);
});

test.each([
  { beta1: 1 },
  { beta2: 1 },
  { epsilon: 0 },
  { initialDistance: 0 },
  { distanceScale: 0 },
  { weightDecay: -1 },
  { learningRate: -1 },
])("rejects %j", (options) => {
  expect(() => prodigy(options)).toThrow(RangeError);
});
