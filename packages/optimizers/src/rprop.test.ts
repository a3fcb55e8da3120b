import { describe, expect, test } from "vitest";
import { expectToFollow, zeros } from "../tests/follow.ts";
import { valuesOf } from "../tests/values-of.ts";
import { rprop } from "./index.ts";

test("follows iRprop- of Igel and Huesken", () => {
  const [decrease, increase, smallest, largest] = [0.3, 1.7, 0.01, 0.5];
  const [sizes, last] = [zeros().fill(0.1), zeros()];
  const optimizer = rprop({ learningRate: 0.1, decrease, increase, minimumStep: smallest, maximumStep: largest });
  expectToFollow(optimizer, (p, gradients) =>
    gradients.forEach((gradient, i) => {
      let g = gradient;
      if (last[i]! * g > 0) sizes[i] = Math.min(sizes[i]! * increase, largest);
      else if (last[i]! * g < 0) {
        sizes[i] = Math.max(sizes[i]! * decrease, smallest);
        g = 0;
      }
      p[i] = p[i]! - Math.sign(g) * sizes[i]!;
      last[i] = g;
    }),
  );
});

describe("a step", () => {
  const optimizer = rprop({ learningRate: 0.1 });
  const run = (gradients: readonly number[]): number[] => {
    let state = optimizer.init(0);
    return gradients.map((g) => {
      const [update, next] = optimizer.update(g, state, 0);
      state = next;
      return update;
    });
  };

  test("grows by 1.2 while the sign stays, whatever the size", () => {
    const expected = [-0.1, -0.12, -0.144];
    for (const gradients of [
      [1, 1, 1],
      [1e-3, 1e3, 5],
      [1e-200, 1e-200, 1e-200],
    ])
      run(gradients).forEach((u, i) => expect(u).toBeCloseTo(expected[i]!, 15));
  });

  test("rests when the sign changed, and goes on with half of its length", () => {
    const updates = run([1, -1, -1, -1]);
    [-0.1, 0, 0.05, 0.06].forEach((u, i) => expect(updates[i]).toBeCloseTo(u, 15));
  });

  test("stays between its bounds", () => {
    expect(run(Array.from({ length: 60 }, () => 1)).at(-1)).toBe(-50);
    const alternating = Array.from({ length: 100 }, (_, i) => ((i >> 1) % 2 ? 1 : -1));
    expect(
      Math.min(
        ...run(alternating)
          .filter((u) => u !== 0)
          .map(Math.abs),
      ),
    ).toBeCloseTo(1e-6, 20);
  });

  test("the state holds step lengths and signs", () => {
    let state = optimizer.init(0);
    for (const g of [7, -3]) [, state] = optimizer.update(g, state, 0);
    expect(valuesOf(state)).toEqual({ stepSize: 0.05, previousSign: 0 });
  });
});

test.each([
  { decrease: 1 },
  { decrease: 0 },
  { increase: 1 },
  { minimumStep: -1 },
  { maximumStep: 1e-7 },
  { learningRate: -1 },
])("rejects %j", (options) => {
  expect(() => rprop({ learningRate: 0.1, ...options })).toThrow(RangeError);
});
