import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { adam, amsgrad, chain, scaleByAmsgrad, scaleByLearningRate } from "./index.ts";

test("follows Algorithm 2 with both bias corrections, the maximum taken of the raw v", () => {
  const [alpha, beta1, beta2, epsilon] = [0.03, 0.8, 0.7, 1e-3];
  const [m, v, w] = [zeros(), zeros(), zeros()];
  const optimizers = [
    amsgrad({ learningRate: alpha, beta1, beta2, epsilon }),
    chain({ moments: scaleByAmsgrad({ beta1, beta2, epsilon }), rate: scaleByLearningRate(alpha) }),
  ];
  for (const optimizer of optimizers) {
    for (const average of [m, v, w]) average.fill(0);
    expectToFollow(optimizer, (p, gradients, t) =>
      gradients.forEach((g, i) => {
        m[i] = beta1 * m[i]! + (1 - beta1) * g;
        v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
        w[i] = Math.max(w[i]!, v[i]);
        p[i] = p[i]! - (alpha * (m[i] / (1 - beta1 ** t))) / (Math.sqrt(w[i] / (1 - beta2 ** t)) + epsilon);
      }),
    );
  }
});

test("a large gradient is never forgotten, as it is by Adam", () => {
  const stepAfterPeak = (optimizer: ReturnType<typeof adam> | ReturnType<typeof amsgrad>): number => {
    let [update, state] = optimizer.update<number>(100, optimizer.init(0) as never, 0);
    for (let step = 0; step < 500; step++) [update, state] = optimizer.update<number>(1, state as never, 0);
    return update;
  };
  const options = { learningRate: 0.1, beta2: 0.9 };
  expect(stepAfterPeak(adam(options))).toBeCloseTo(-0.1, 8);
  // w stays (1 - beta2) 100^2
  expect(stepAfterPeak(amsgrad(options))).toBeCloseTo(-0.1 / Math.sqrt(0.1 * 100 ** 2), 8);
});

test("the state holds the maximum", () => {
  const optimizer = amsgrad({ learningRate: 1, beta2: 0.5 });
  let state = optimizer.init(0);
  for (const g of [2, 0]) [, state] = optimizer.update<number>(g, state, 0);
  expect(valuesOf(state.moments)).toMatchObject({ meanSquare: 1, maximumSquare: 2, step: 2 });
});
