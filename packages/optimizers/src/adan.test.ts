import { expect, test } from "vitest";
import { expectToFollow, type ReferenceStep, zeros } from "../tests/follow.ts";
import { adan, chain, scaleByAdan, scaleByLearningRate } from "./index.ts";

/** Algorithm 1 with betas as the parts that stay, bias corrections, and a first difference of 0. */
function reference(
  eta: number,
  betas: readonly [number, number, number],
  epsilon: number,
  lambda: number,
): ReferenceStep {
  const [b1, b2, b3] = betas;
  const [m, v, n, last] = [zeros(), zeros(), zeros(), zeros()];
  return (theta, gradients, k) =>
    gradients.forEach((g, i) => {
      const difference = k === 1 ? 0 : g - last[i]!;
      m[i] = b1 * m[i]! + (1 - b1) * g;
      v[i] = b2 * v[i]! + (1 - b2) * difference;
      n[i] = b3 * n[i]! + (1 - b3) * (g + b2 * difference) ** 2;
      const step = eta / (Math.sqrt(n[i] / (1 - b3 ** k)) + epsilon);
      const u = m[i] / (1 - b1 ** k) + (b2 * v[i]) / (1 - b2 ** k);
      theta[i] = (theta[i]! - step * u) / (1 + lambda * eta);
      last[i] = g;
    });
}

test("follows Algorithm 1, its decay proximal", () => {
  const settings = { beta1: 0.9, beta2: 0.7, beta3: 0.8, epsilon: 1e-3 };
  const betas = [0.9, 0.7, 0.8] as const;
  expectToFollow(adan({ learningRate: 0.03, ...settings, weightDecay: 2 }), reference(0.03, betas, 1e-3, 2));
  const parts = chain({ moments: scaleByAdan(settings), rate: scaleByLearningRate(0.03) });
  expectToFollow(parts, reference(0.03, betas, 1e-3, 0));
});

test("0.98, 0.92, 0.99, 1e-8 and no decay by default", () => {
  expectToFollow(adan({ learningRate: 0.03 }), reference(0.03, [0.98, 0.92, 0.99], 1e-8, 0), { tolerance: 1e-12 });
});

test("the mask says what decays", () => {
  const optimizer = adan({ learningRate: 0.5, weightDecay: 2, mask: "weights" });
  const params = { weights: 2, bias: 2 };
  const [updates] = optimizer.update({ weights: 0, bias: 0 }, optimizer.init(params), params);
  expect(updates).toEqual({ weights: -1, bias: -0 });
});

test.each([{ beta3: 1 }, { weightDecay: -1 }, { beta2: -1 }])("rejects %j", (options) => {
  expect(() => adan({ learningRate: 1, ...options })).toThrow(/^adan: /);
});
