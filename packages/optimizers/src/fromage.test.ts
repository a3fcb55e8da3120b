import { expect, test } from "vitest";
import { expectToFollow, normOf } from "../tests/follow.ts";
import { applyUpdates, fromage } from "./index.ts";

test("follows Algorithm 1", () => {
  const eta = 0.3;
  expectToFollow(fromage({ learningRate: eta }), (w, gradients) => {
    const [size, slope] = [normOf(w), normOf(gradients)];
    gradients.forEach((g, i) => {
      w[i] = (w[i]! - (eta * size * g) / slope) / Math.sqrt(1 + eta ** 2);
    });
  });
});

test("a gradient across the parameters keeps their norm", () => {
  const optimizer = fromage({ learningRate: 0.5 });
  let params: Float64Array = Float64Array.of(3, 4);
  let state = optimizer.init(params);
  for (let step = 0; step < 50; step++) {
    const [updates, next] = optimizer.update<Float64Array>(Float64Array.of(-params[1]!, params[0]!), state, params);
    [params, state] = [applyUpdates(params, updates), next];
    expect(Math.hypot(...params)).toBeCloseTo(5, 13);
  }
});

test("keeps its digits at a tiny rate", () => {
  const optimizer = fromage({ learningRate: 1e-9 });
  // 1 / sqrt(1 + 1e-18) - 1 = -5e-19, which subtraction would lose
  expect(optimizer.update<number>(0, optimizer.init(1), 1)[0]).toBeCloseTo(-5e-19, 30);
});

test("a parameter of 0 moves by e g / sqrt(1 + e^2)", () => {
  const optimizer = fromage({ learningRate: 0.75 });
  expect(optimizer.update<number>(2, optimizer.init(0), 0)[0]).toBeCloseTo(-0.75 * 2 * 0.8, 15);
});
