import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { chain, scaleByLearningRate, scaleByYogi, yogi } from "./index.ts";

test("follows Algorithm 2 with both bias corrections", () => {
  const [alpha, beta1, beta2, epsilon, initialAccumulator] = [0.03, 0.8, 0.95, 1e-3, 0.1];
  const options = { beta1, beta2, epsilon, initialAccumulator };
  for (const optimizer of [
    yogi({ learningRate: alpha, ...options }),
    chain({ moments: scaleByYogi(options), rate: scaleByLearningRate(alpha) }),
  ]) {
    const [m, v] = [zeros(), zeros().fill(initialAccumulator)];
    expectToFollow(optimizer, (p, gradients, t) =>
      gradients.forEach((g, i) => {
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        v[i] = v[i]! - (1 - beta2) * Math.sign(v[i]! - g * g) * g * g;
        p[i] = p[i]! - (alpha * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
      }),
    );
  }
});

test("the second moment falls no faster than small gradients allow", () => {
  const optimizer = yogi({ learningRate: 1, beta2: 0.9, initialAccumulator: 1 });
  let state = optimizer.init(0);
  for (let step = 0; step < 10; step++) [, state] = optimizer.update<number>(0.1, state, 0);
  // Adam's would be 0.9^10; Yogi's lost ten times 0.1 0.1^2
  expect(valuesOf(state.moments.meanSquare)).toBeCloseTo(0.99, 14);
});
