import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { adamax, chain, scaleByAdamax, scaleByLearningRate } from "./index.ts";

test("follows Algorithm 2 with the epsilon of PyTorch", () => {
  const [alpha, beta1, beta2, epsilon] = [0.03, 0.8, 0.9, 1e-2];
  for (const optimizer of [
    adamax({ learningRate: alpha, beta1, beta2, epsilon }),
    chain({ moments: scaleByAdamax({ beta1, beta2, epsilon }), rate: scaleByLearningRate(alpha) }),
  ]) {
    const [m, u] = [zeros(), zeros()];
    expectToFollow(optimizer, (p, gradients, t) =>
      gradients.forEach((g, i) => {
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        u[i] = Math.max(beta2 * u[i]!, Math.abs(g) + epsilon);
        p[i] = p[i]! - ((alpha / (1 - beta1 ** t)) * m[i]) / u[i];
      }),
    );
  }
});

test("no step is longer than the rate while gradients are of one size", () => {
  const optimizer = adamax({ learningRate: 0.1 });
  let state = optimizer.init(0);
  for (const g of [1, -1, 1, 1, -1, 1]) {
    const [update, next] = optimizer.update<number>(g, state, 0);
    state = next;
    expect(Math.abs(update)).toBeLessThanOrEqual(0.1);
  }
});
