import { describe, expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { type GradientTransform, signSgd, signum } from "./index.ts";

const run = (optimizer: GradientTransform<unknown>, gradients: readonly number[]): number[] => {
  let state = optimizer.init(0);
  return gradients.map((g) => {
    const [update, next] = optimizer.update(g, state, 0);
    state = next;
    return update;
  });
};

test("signSgd moves by the rate against the sign, and not at all at 0", () => {
  expect(run(signSgd({ learningRate: 0.5 }), [1e-300, -1e300, 3]).map((u) => u + 0)).toEqual([-0.5, 0.5, -0.5]);
  expect(Math.abs(run(signSgd({ learningRate: 0.5 }), [0])[0]!)).toBe(0);
});

describe("signum", () => {
  test("follows Algorithm 2", () => {
    const [delta, beta] = [0.02, 0.7];
    const m = zeros();
    expectToFollow(signum({ learningRate: delta, momentum: beta }), (p, gradients) =>
      gradients.forEach((g, i) => {
        m[i] = beta * m[i]! + (1 - beta) * g;
        p[i] = p[i]! - delta * Math.sign(m[i]);
      }),
    );
  });

  test("remembers: 0.9 of the mean stays by default", () => {
    // m = 0.1 8 = 0.8, then 0.72 - 0.1 7 = 0.02, then 0.018 - 0.1
    expect(run(signum({ learningRate: 1 }), [8, -7, -1])).toEqual([-1, -1, 1]);
  });

  test("without momentum it is signSgd", () => {
    expect(run(signum({ learningRate: 1, momentum: 0 }), [8, -7, -1])).toEqual([-1, 1, 1]);
  });
});
