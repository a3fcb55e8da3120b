import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { chain, lion, scaleByLearningRate, scaleByLion } from "./index.ts";

test("follows Algorithm 2", () => {
  const [eta, beta1, beta2, lambda] = [0.03, 0.6, 0.8, 0.2];
  const m = zeros();
  expectToFollow(lion({ learningRate: eta, beta1, beta2, weightDecay: lambda }), (p, gradients) =>
    gradients.forEach((g, i) => {
      const c = beta1 * m[i]! + (1 - beta1) * g;
      p[i] = p[i]! - eta * (Math.sign(c) + lambda * p[i]!);
      m[i] = beta2 * m[i]! + (1 - beta2) * g;
    }),
  );
});

test("beta1 0.9, beta2 0.99 and no decay by default", () => {
  const optimizer = lion({ learningRate: 0.1 });
  const [update, state] = optimizer.update<number>(-5, optimizer.init(3), 3);
  expect(update).toBe(0.1);
  expect(valuesOf(state.moments.mean)).toBeCloseTo(-0.05, 15);
  // -0.9 0.05 + 0.1 g: the sign changes at g = 0.45
  expect(optimizer.update<number>(0.44, state, 3)[0]).toBe(0.1);
  expect(optimizer.update<number>(0.46, state, 3)[0]).toBe(-0.1);
});

test("the parts alone", () => {
  const parts = chain({ lion: scaleByLion(), rate: scaleByLearningRate(0.5) });
  expect(parts.update<number>(-7, parts.init(0), 0)[0]).toBe(0.5);
});

test.each([{ beta1: 1 }, { beta1: -0.1 }, { beta2: 1 }, { beta2: Number.NaN }, { weightDecay: -1 }])(
  "rejects %j",
  (options) => {
    expect(() => lion({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
