import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { adabelief, chain, scaleByAdabelief, scaleByLearningRate } from "./index.ts";

test("follows Algorithm 2: the surprise is against the new mean", () => {
  const [alpha, beta1, beta2, epsilon, epsilonRoot] = [0.03, 0.8, 0.95, 1e-3, 1e-2];
  for (const optimizer of [
    adabelief({ learningRate: alpha, beta1, beta2, epsilon, epsilonRoot }),
    chain({ moments: scaleByAdabelief({ beta1, beta2, epsilon, epsilonRoot }), rate: scaleByLearningRate(alpha) }),
  ]) {
    const [m, s] = [zeros(), zeros()];
    expectToFollow(optimizer, (p, gradients, t) =>
      gradients.forEach((g, i) => {
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        s[i] = beta2 * s[i]! + (1 - beta2) * (g - m[i]) ** 2 + epsilonRoot;
        const sHat = s[i] / (1 - beta2 ** t);
        p[i] = p[i]! - (alpha * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(sHat) + epsilon);
      }),
    );
  }
});

test("steps grow where gradients are as expected, also to the last digit", () => {
  const optimizer = adabelief({ learningRate: 0.01 });
  let state = optimizer.init(0);
  let before = 0;
  for (let step = 0; step < 50; step++) {
    const [update, next] = optimizer.update<number>(1, state, 0);
    state = next;
    expect(update).toBeLessThan(before);
    before = update;
  }
  // constant gradients leave no surprise but epsilonRoot: finite all the same
  const single = Float32Array.of(1);
  let singleState = optimizer.init(single);
  for (let step = 0; step < 2000; step++) {
    const [update, next] = optimizer.update(single, singleState, single);
    singleState = next;
    expect(Number.isFinite(update[0])).toBe(true);
  }
});

test.each([{ epsilonRoot: -1 }, { epsilon: 0 }, { beta1: 1 }])("rejects %j", (options) => {
  expect(() => adabelief({ learningRate: 1, ...options })).toThrow(/^adabelief: /);
});
