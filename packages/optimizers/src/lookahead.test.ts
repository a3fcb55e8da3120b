import { expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { applyUpdates, lookahead, momentum, sgd } from "./index.ts";

test("follows Algorithm 1 over momentum, whose velocity goes on", () => {
  const [k, alpha, e, a] = [3, 0.4, 0.1, 0.8];
  const v = zeros();
  let slow: number[] | undefined;
  const optimizer = lookahead(momentum({ learningRate: e, momentum: a }), { every: k, slowRate: alpha });
  expectToFollow(optimizer, (theta, gradients, t) => {
    slow ??= [...theta];
    gradients.forEach((g, i) => {
      v[i] = a * v[i]! - e * g;
      theta[i] = theta[i]! + v[i];
    });
    if (t % k !== 0) return;
    theta.forEach((fast, i) => {
      slow![i] = slow![i]! + alpha * (fast - slow![i]!);
      theta[i] = slow![i]!;
    });
  });
});

test("by default half way back after five steps", () => {
  const optimizer = lookahead(sgd({ learningRate: 1 }));
  let point: number = 0;
  let state = optimizer.init(point);
  const path = Array.from({ length: 10 }, () => {
    const [update, next] = optimizer.update<number>(-1, state, point);
    [point, state] = [applyUpdates(point, update), next];
    return point;
  });
  expect(path).toEqual([1, 2, 3, 4, 2.5, 3.5, 4.5, 5.5, 6.5, 5]);
  expect(valuesOf(state)).toMatchObject({ step: 10, slow: 5 });
});

test("a slow rate of 1 is the transform itself, of 0 never moves", () => {
  for (const [slowRate, expected] of [
    [1, -3],
    [0, 0],
  ] as const) {
    const optimizer = lookahead(sgd({ learningRate: 1 }), { every: 1, slowRate });
    expect(optimizer.update<number>(3, optimizer.init(7), 7)[0] + 0).toBe(expected);
  }
});

test.each([{ every: 0 }, { every: 2.5 }, { slowRate: -0.1 }, { slowRate: 1.1 }, { slowRate: Number.NaN }])(
  "rejects %j",
  (options) => {
    expect(() => lookahead(sgd({ learningRate: 1 }), options)).toThrow(RangeError);
  },
);
