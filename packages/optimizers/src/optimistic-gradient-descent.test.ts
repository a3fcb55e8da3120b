import { describe, expect, test } from "vitest";
import { expectToFollow } from "../tests/follow.ts";
import { applyUpdates, type GradientTransform, optimisticGradientDescent, sgd } from "./index.ts";

test("follows p <- p - 2 e g + e (the one before), plain descent at first", () => {
  let last: number[] | undefined;
  expectToFollow(optimisticGradientDescent({ learningRate: 0.1 }), (p, gradients) => {
    gradients.forEach((g, i) => {
      p[i] = last ? p[i]! - 2 * 0.1 * g + 0.1 * last[i]! : p[i]! - 0.1 * g;
    });
    last = [...gradients];
  });
});

test("weights of its own for the gradient and its change", () => {
  const optimizer = optimisticGradientDescent({ learningRate: 0.5, alpha: 3, beta: 0.5 });
  const [first, state] = optimizer.update<number>(2, optimizer.init(0), 0);
  expect(first).toBe(-3);
  // 3 6 + 0.5 (6 - 2)
  expect(optimizer.update<number>(6, state, 0)[0]).toBe(-10);
});

describe("the game min_x max_y x y, whose solution is 0", () => {
  const distanceAfter = (optimizer: GradientTransform<unknown>): number => {
    let players = { x: 1, y: 1 };
    let state = optimizer.init(players);
    for (let step = 0; step < 500; step++) {
      const [updates, next] = optimizer.update({ x: players.y, y: -players.x }, state, players);
      [players, state] = [applyUpdates(players, updates), next];
    }
    return Math.hypot(players.x, players.y);
  };

  test("plain descent spirals outwards: (1 + e^2)^(n / 2)", () => {
    expect(distanceAfter(sgd({ learningRate: 0.1 })) / (Math.SQRT2 * 1.01 ** 250)).toBeCloseTo(1, 10);
  });

  test("optimism finds it", () => {
    expect(distanceAfter(optimisticGradientDescent({ learningRate: 0.1 }))).toBeLessThan(0.2);
  });
});
