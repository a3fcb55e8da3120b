import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { chain, nadam, nadamw, scaleByLearningRate, scaleByNadam } from "./index.ts";

const [alpha, beta1, beta2, epsilon, momentumDecay] = [0.03, 0.8, 0.95, 1e-3, 0.3];
const settings = { beta1, beta2, epsilon, momentumDecay };

/** Dozat 2016 with the momentum schedule of his section on it, as PyTorch states it. */
function reference(weightDecay: number): Parameters<typeof expectToFollow>[1] {
  const [m, v] = [zeros(), zeros()];
  let product = 1;
  return (p, gradients, t) => {
    const mu = beta1 * (1 - 0.5 * 0.96 ** (t * momentumDecay));
    const muNext = beta1 * (1 - 0.5 * 0.96 ** ((t + 1) * momentumDecay));
    product *= mu;
    gradients.forEach((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const mean = (muNext * m[i]) / (1 - product * muNext) + ((1 - mu) * g) / (1 - product);
      const scaled = mean / (Math.sqrt(v[i] / (1 - beta2 ** t)) + epsilon);
      p[i] = p[i]! - alpha * (scaled + weightDecay * p[i]!);
    });
  };
}

test("nadam follows its rule", () => {
  expectToFollow(nadam({ learningRate: alpha, ...settings }), reference(0));
  const parts = chain({ moments: scaleByNadam(settings), rate: scaleByLearningRate(alpha) });
  expectToFollow(parts, reference(0));
});

test("nadamw decays beside it, by 0.01 unless told otherwise", () => {
  expectToFollow(nadamw({ learningRate: alpha, ...settings }), reference(0.01));
  expectToFollow(nadamw({ learningRate: alpha, ...settings, weightDecay: 0.3 }), reference(0.3));
});

test("the product of the momentums is in the state", () => {
  const optimizer = nadam({ learningRate: 1, beta1: 0.9, momentumDecay: 0 });
  let state = optimizer.init(0);
  for (let t = 1; t <= 3; t++) {
    [, state] = optimizer.update<number>(1, state, 0);
    expect(state.moments.momentumProduct.item()).toBeCloseTo(0.45 ** t, 15);
  }
  expect(state.moments.momentumProduct.dtype).toBe("float64");
});

test("rejects a negative momentumDecay", () => {
  expect(() => nadam({ learningRate: 1, momentumDecay: -1 })).toThrow(
    "nadam: momentumDecay must be a finite number in [0,∞), got -1",
  );
});
