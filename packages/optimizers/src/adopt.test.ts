import { expect, test } from "vitest";
import { expectToFollow, type ReferenceStep, zeros } from "../tests/follow.ts";
import { adopt, chain, scaleByAdopt, scaleByLearningRate } from "./index.ts";

/** The paper's loop: v_0 = g_0^2, then t = 1, 2, ... with the clipping t^(1/4). */
function reference(alpha: number, b1: number, b2: number, epsilon: number): ReferenceStep {
  const [m, v] = [zeros(), zeros()];
  return (theta, gradients, count) => {
    const t = count - 1;
    gradients.forEach((g, i) => {
      if (t === 0) v[i] = g * g;
      else {
        const normalized = g / Math.max(Math.sqrt(v[i]!), epsilon);
        const c = t ** 0.25;
        m[i] = b1 * m[i]! + (1 - b1) * Math.min(Math.max(normalized, -c), c);
        theta[i] = theta[i]! - alpha * m[i];
        v[i] = b2 * v[i]! + (1 - b2) * g * g;
      }
    });
  };
}

test("follows the clipped algorithm", () => {
  const settings = { beta1: 0.8, beta2: 0.9, epsilon: 0.3 };
  expectToFollow(adopt({ learningRate: 0.03, ...settings }), reference(0.03, 0.8, 0.9, 0.3));
  const parts = chain({ moments: scaleByAdopt(settings), rate: scaleByLearningRate(0.03) });
  expectToFollow(parts, reference(0.03, 0.8, 0.9, 0.3));
  expectToFollow(adopt({ learningRate: 0.03 }), reference(0.03, 0.9, 0.9999, 1e-6));
});

test("the first gradient moves nothing, and a first gradient of 0 makes no jump", () => {
  const optimizer = adopt({ learningRate: 0.1 });
  const [first, state] = optimizer.update<number>(0, optimizer.init(0), 0);
  expect(Math.abs(first)).toBe(0);
  // 1 / max(0, 1e-6) is clipped to 1
  expect(optimizer.update<number>(1, state, 0)[0]).toBeCloseTo(-0.01, 15);
});
