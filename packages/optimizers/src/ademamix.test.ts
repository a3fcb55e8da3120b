import { describe, expect, test } from "vitest";
import { expectToFollow, type ReferenceStep, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { ademamix, chain, scaleByAdemamix, scaleByLearningRate } from "./index.ts";

/** Algorithm 1 with the schedules of the paper, in its own formula for beta3. */
function reference({
  eta,
  b1,
  b2,
  b3,
  alpha,
  T,
  epsilon,
  lambda,
}: Readonly<Record<"eta" | "b1" | "b2" | "b3" | "alpha" | "T" | "epsilon" | "lambda", number>>): ReferenceStep {
  const [m1, m2, v] = [zeros(), zeros(), zeros()];
  return (theta, gradients, t) => {
    const alphaT = T === 0 ? alpha : Math.min((t * alpha) / T, alpha);
    const [l1, l3] = [Math.log(b1), Math.log(b3)];
    const b3T = T === 0 ? b3 : Math.min(Math.exp((l1 * l3) / ((1 - t / T) * l3 + (t / T) * l1)), b3);
    gradients.forEach((g, i) => {
      m1[i] = b1 * m1[i]! + (1 - b1) * g;
      m2[i] = b3T * m2[i]! + (1 - b3T) * g;
      v[i] = b2 * v[i]! + (1 - b2) * g * g;
      const [mHat, vHat] = [m1[i] / (1 - b1 ** t), v[i] / (1 - b2 ** t)];
      theta[i] = theta[i]! - eta * ((mHat + alphaT * m2[i]) / (Math.sqrt(vHat) + epsilon) + lambda * theta[i]!);
    });
  };
}
const plain = { eta: 0.02, b1: 0.8, b2: 0.95, b3: 0.99, alpha: 3, T: 0, epsilon: 1e-3, lambda: 0 };
const settings = { beta1: 0.8, beta2: 0.95, beta3: 0.99, alpha: 3, epsilon: 1e-3 };

describe("follows Algorithm 1", () => {
  test("without warmup, with decoupled decay", () => {
    expectToFollow(ademamix({ learningRate: 0.02, ...settings }), reference(plain));
    expectToFollow(
      ademamix({ learningRate: 0.02, ...settings, weightDecay: 0.3 }),
      reference({ ...plain, lambda: 0.3 }),
    );
    const parts = chain({ moments: scaleByAdemamix(settings), rate: scaleByLearningRate(0.02) });
    expectToFollow(parts, reference(plain));
  });

  test("with a warmup that ends in between", () => {
    expectToFollow(ademamix({ learningRate: 0.02, ...settings, warmupSteps: 15 }), reference({ ...plain, T: 15 }));
  });

  test("by default beta3 is 0.9999, alpha 5 and nothing decays", () => {
    const defaults = { eta: 0.02, b1: 0.9, b2: 0.999, b3: 0.9999, alpha: 5, T: 0, epsilon: 1e-8, lambda: 0 };
    expectToFollow(ademamix({ learningRate: 0.02 }), reference(defaults), { tolerance: 1e-11 });
  });
});

test("beta1 0 has a warmup as well: beta3^(T / t)", () => {
  const optimizer = ademamix({ learningRate: 1, beta1: 0, beta3: 0.9, warmupSteps: 2 });
  const [, state] = optimizer.update<number>(1, optimizer.init(0), 0);
  expect(valuesOf(state.moments.slowMean)).toBeCloseTo(1 - 0.9 ** 2, 14);
});

test.each([{ beta3: 1 }, { alpha: -1 }, { warmupSteps: Number.NaN }, { weightDecay: -1 }])("rejects %j", (options) => {
  expect(() => ademamix({ learningRate: 1, ...options })).toThrow(RangeError);
});
