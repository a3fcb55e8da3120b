import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { valuesOf } from "../tests/values-of.ts";
import { applyUpdates, chain, clipByGlobalNorm, scaleBySophia, sophia } from "./index.ts";

test("follows Algorithm 3 of the paper in plain numbers, with an estimate every third step", () => {
  const [eta, beta1, beta2, gamma, epsilon, lambda] = [0.05, 0.9, 0.8, 0.5, 1e-3, 0.1];
  const random = randomNumbers(13);
  const draw = (): number[] => Array.from({ length: 4 }, random);
  const optimizer = sophia({ learningRate: eta, beta1, beta2, gamma, epsilon, weightDecay: lambda });
  let theta = draw();
  let params: Float64Array = Float64Array.from(theta);
  let state = optimizer.init(params);
  let [m, h] = [
    [0, 0, 0, 0],
    [0, 0, 0, 0],
  ];
  let clipped = 0;
  for (let t = 0; t < 40; t++) {
    const g = draw().map((noise, i) => theta[i]! + 0.3 * noise);
    const estimate = draw().map((x, i) => 0.4 * i - 0.2 + 0.5 * x); // some are negative
    m = m.map((mi, i) => beta1 * mi + (1 - beta1) * g[i]!);
    if (t % 3 === 0) h = h.map((hi, i) => beta2 * hi + (1 - beta2) * estimate[i]!);
    theta = theta.map((p, i) => {
      const ratio = m[i]! / Math.max(gamma * h[i]!, epsilon);
      if (Math.abs(ratio) > 1) clipped++;
      return p - eta * lambda * p - eta * Math.min(Math.max(ratio, -1), 1);
    });
    const extra = t % 3 === 0 ? { hessianDiagonal: Float64Array.from(estimate) } : {};
    const [updates, next] = optimizer.update<Float64Array>(Float64Array.from(g), state, params, extra);
    [params, state] = [applyUpdates(params, updates), next];
    theta.forEach((p, i) => expect(Math.abs(params[i]! - p)).toBeLessThanOrEqual(1e-13));
  }
  // both kinds of step were tested
  expect(clipped).toBeGreaterThan(20);
  expect(clipped).toBeLessThan(140);
});

describe("closed forms", () => {
  const params = { a: tensor([3, -3, 0]), b: 1 };

  test("without an estimate steps are signs", () => {
    const optimizer = sophia({ learningRate: 0.1 });
    const [updates, state] = optimizer.update(params, optimizer.init(params), params);
    expect(updates.a.toArray()).toEqual([-0.1, 0.1, 0].map((x) => expect.closeTo(x, 7)));
    expect(updates.b).toBeCloseTo(-0.1, 15);
    expect(valuesOf(state.scaling.curvature)).toEqual({ a: [0, 0, 0], b: 0 });
  });

  test("with the exact curvature of a quadratic it is Newton's step", () => {
    const curvature = { x: 4, y: 0.5 };
    const optimizer = sophia({ learningRate: 1, beta1: 0, beta2: 0, gamma: 1 });
    const point = { x: 0.2, y: 0.7 };
    const gradients = { x: 4 * 0.2, y: 0.5 * 0.7 };
    const [updates] = optimizer.update(gradients, optimizer.init(point), point, { hessianDiagonal: curvature });
    expect(updates.x).toBeCloseTo(-0.2, 15);
    expect(updates.y).toBeCloseTo(-0.7, 15);
  });

  test("no step is longer than the rate, whatever comes", () => {
    const optimizer = sophia({ learningRate: 0.01 });
    let state = optimizer.init(params);
    for (const scale of [1e30, 1e-30, -1e20]) {
      const gradients = { a: tensor([scale, -scale, 1]), b: scale };
      const hessianDiagonal = { a: tensor([1 / scale, scale, 0]), b: -scale };
      const [updates, next] = optimizer.update(gradients, state, params, { hessianDiagonal });
      for (const u of [...updates.a.dataSync(), updates.b]) expect(Math.abs(u)).toBeLessThanOrEqual(0.01 + 1e-9);
      state = next;
    }
  });
});

test("the estimate is optional in a chain too, and of a form that is checked", () => {
  const params = { w: tensor([1, 2]), b: 1 };
  const optimizer = chain({ clip: clipByGlobalNorm(1), sophia: sophia({ learningRate: 0.1 }) });
  const state = optimizer.init(params);
  expect(optimizer.update(params, state, params)[1].sophia.scaling).toBeDefined();
  const good = { hessianDiagonal: { b: 1, w: tensor([1, 1]) } };
  expect(optimizer.update(params, state, params, good)[0].b).toBeLessThan(0);
  const attempt = (hessianDiagonal: object) => () => optimizer.update(params, state, params, { hessianDiagonal });
  expect(attempt({ w: tensor([1, 1]) })).toThrow(TypeError);
  expect(attempt({ w: tensor([1]), b: 1 })).toThrow(
    "the estimate of the Hessian's diagonal at w must be float32 [2] as its parameter is, got float32 [1]",
  );
});

test("estimates belong to the caller", () => {
  const transform = scaleBySophia();
  const p = Float64Array.of(1, 1);
  const estimate = Float64Array.of(2, 3);
  const [, state] = transform.update(p, transform.init(p), p, { hessianDiagonal: estimate });
  estimate.fill(Number.NaN);
  for (const u of transform.update(p, state, p)[0]) expect(Number.isFinite(u)).toBe(true);
});

test.each([{ beta1: 1 }, { beta2: -0.1 }, { gamma: 0 }, { epsilon: 0 }, { weightDecay: -1 }])(
  "rejects %j",
  (options) => {
    expect(() => sophia({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
