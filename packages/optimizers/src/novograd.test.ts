import { expect, test } from "vitest";
import { expectToFollow, normOf, type ReferenceStep, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { chain, novograd, scaleByLearningRate, scaleByNovograd } from "./index.ts";

/** Algorithm 1 for one layer. */
function reference(lambda: number, b1: number, b2: number, epsilon: number, d: number): ReferenceStep {
  let v = 0;
  const m = zeros();
  return (w, gradients, t) => {
    const square = normOf(gradients) ** 2;
    v = t === 1 ? square : b2 * v + (1 - b2) * square;
    gradients.forEach((g, i) => {
      const u = g / (Math.sqrt(v) + epsilon) + d * w[i]!;
      m[i] = t === 1 ? u : b1 * m[i]! + u;
      w[i] = w[i]! - lambda * m[i];
    });
  };
}

test("follows Algorithm 1", () => {
  const settings = { beta1: 0.7, beta2: 0.8, epsilon: 0.1, weightDecay: 0.05 };
  expectToFollow(novograd({ learningRate: 0.03, ...settings }), reference(0.03, 0.7, 0.8, 0.1, 0.05));
  const parts = chain({ moments: scaleByNovograd(settings), rate: scaleByLearningRate(0.03) });
  expectToFollow(parts, reference(0.03, 0.7, 0.8, 0.1, 0.05));
  expectToFollow(novograd({ learningRate: 0.03 }), reference(0.03, 0.95, 0.98, 1e-8, 0));
});

test("keeps one second moment a leaf, in double precision", () => {
  const params = { a: Float32Array.of(3e30, 4e30), b: Float64Array.of(1e-200) };
  const optimizer = novograd({ learningRate: 1 });
  const [updates, state] = optimizer.update(params, optimizer.init(params), params);
  expect((valuesOf(state.moments.meanSquareNorm) as { a: number }).a / 25e60).toBeCloseTo(1, 6);
  expect(updates.a[0]).toBeCloseTo(-0.6, 6);
});
