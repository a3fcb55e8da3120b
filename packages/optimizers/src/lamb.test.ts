import { describe, expect, test } from "vitest";
import { expectToFollow, normOf, zeros } from "../tests/follow.ts";
import { lamb, scaleByTrustRatio } from "./index.ts";

test("follows Algorithm 2", () => {
  const [eta, beta1, beta2, epsilon, lambda] = [0.03, 0.8, 0.95, 1e-3, 0.2];
  const [m, v] = [zeros(), zeros()];
  expectToFollow(lamb({ learningRate: eta, beta1, beta2, epsilon, weightDecay: lambda }), (x, gradients, t) => {
    const u = gradients.map((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      return m[i] / (1 - beta1 ** t) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon) + lambda * x[i]!;
    });
    const ratio = normOf(x) / normOf(u);
    u.forEach((ui, i) => {
      x[i] = x[i]! - eta * ratio * ui;
    });
  });
});

test("a leaf changes by the rate times its own norm", () => {
  const optimizer = lamb({ learningRate: 0.1 });
  const params = { a: Float64Array.of(3, 4), b: Float64Array.of(30, 40) };
  const gradients = { a: Float64Array.of(1, -5), b: Float64Array.of(0.1, 0.2) };
  const [{ a, b }] = optimizer.update(gradients, optimizer.init(params), params);
  expect(normOf([...a])).toBeCloseTo(0.5, 14);
  expect(normOf([...b])).toBeCloseTo(5, 13);
});

test("the mask says what decays", () => {
  const optimizer = lamb({ learningRate: 1, weightDecay: 0.1, mask: "weights" });
  const params = { weights: 2, bias: 2 };
  const [updates] = optimizer.update({ weights: 0, bias: 0 }, optimizer.init(params), params);
  expect(updates).toEqual({ weights: -2, bias: -0 });
});

describe("the trust ratio", () => {
  const apply = (update: number, param: number): number => {
    const transform = scaleByTrustRatio();
    return transform.update(update, transform.init(param), param)[0];
  };

  test("gives the update the norm of the parameter", () => {
    expect(apply(-0.5, 8)).toBe(-8);
    expect(apply(1e-300, 1e-200)).toBeCloseTo(1e-200, 210);
    expect(apply(1e300, 1e300)).toBe(1e300);
  });

  test("is 1 where one of them is 0: what starts at 0 moves", () => {
    expect(apply(-0.5, 0)).toBe(-0.5);
    expect(apply(0, 8)).toBe(0);
  });
});
