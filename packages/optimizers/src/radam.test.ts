import { describe, expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { chain, radam, scaleByLearningRate, scaleByRadam } from "./index.ts";

/** Algorithm 2 of Liu et al., with epsilon where PyTorch has it. */
function reference(alpha: number, beta1: number, beta2: number, epsilon: number): Parameters<typeof expectToFollow>[1] {
  const [m, v] = [zeros(), zeros()];
  const rhoInfinity = 2 / (1 - beta2) - 1;
  return (p, gradients, t) => {
    const rho = rhoInfinity - (2 * t * beta2 ** t) / (1 - beta2 ** t);
    gradients.forEach((g, i) => {
      m[i] = beta1 * m[i]! + (1 - beta1) * g;
      v[i] = beta2 * v[i]! + (1 - beta2) * g * g;
      const mHat = m[i] / (1 - beta1 ** t);
      if (rho <= 5) p[i] = p[i]! - alpha * mHat;
      else {
        const l = Math.sqrt(1 - beta2 ** t) / (Math.sqrt(v[i]) + epsilon);
        const above = (rho - 4) * (rho - 2) * rhoInfinity;
        const r = Math.sqrt(above / ((rhoInfinity - 4) * (rhoInfinity - 2) * rho));
        p[i] = p[i]! - alpha * mHat * r * l;
      }
    });
  };
}

describe("follows Algorithm 2", () => {
  test.each([
    [0.9, 0.999],
    [0.8, 0.9],
    // 2 / (1 - 0.6) - 1 = 4: never rectified
    [0.8, 0.6],
  ])("beta1 %s, beta2 %s", (beta1, beta2) => {
    const options = { beta1, beta2, epsilon: 1e-4 };
    // 1 - beta2^t of the reference loses three digits at beta2 0.999
    const tolerance = 1e-10;
    expectToFollow(radam({ learningRate: 0.03, ...options }), reference(0.03, beta1, beta2, 1e-4), { tolerance });
    const parts = chain({ moments: scaleByRadam(options), rate: scaleByLearningRate(0.03) });
    expectToFollow(parts, reference(0.03, beta1, beta2, 1e-4), { tolerance });
  });
});

test("with the default betas the first five steps are not adapted", () => {
  // d_5 = 4.996 and d_6 = 5.995: the size of the gradient counts until then
  const optimizer = radam({ learningRate: 0.1 });
  let state = optimizer.init(0);
  const sizes = Array.from({ length: 8 }, () => {
    const [update, next] = optimizer.update<number>(100, state, 0);
    state = next;
    return update;
  });
  for (const u of sizes.slice(0, 5)) expect(u).toBeCloseTo(-10, 12);
  for (const u of sizes.slice(5)) expect(Math.abs(u)).toBeLessThan(0.1);
});

test("a second moment that is infinite does no harm before it is used", () => {
  const optimizer = radam({ learningRate: 0.1 });
  const gradient = Float32Array.of(1e30);
  const [update] = optimizer.update(gradient, optimizer.init(gradient), gradient);
  expect(update[0]! / 1e29).toBeCloseTo(-1, 6);
});
