import { describe, expect, test } from "vitest";
import { type AdagradOptions, adagrad } from "./index.ts";

/** The updates of a sequence of gradients of one number. */
function updatesOf(options: AdagradOptions, gradients: readonly number[]): number[] {
  const optimizer = adagrad(options);
  let state = optimizer.init(0);
  return gradients.map((g) => {
    const [update, next] = optimizer.update(g, state, 0);
    state = next;
    return update;
  });
}

describe("closed forms", () => {
  test("the first step is -e g / (|g| + epsilon)", () => {
    for (const g of [3, -1e-3, 1e8])
      expect(updatesOf({ learningRate: 0.1 }, [g])[0]).toBeCloseTo(-0.1 * Math.sign(g), 7);
    expect(updatesOf({ learningRate: 1, epsilon: 0.5 }, [1.5])[0]).toBe(-0.75);
  });

  test("epsilon is outside of the root", () => {
    // inside it would be 3 / sqrt(9 + 7) = 0.75
    expect(updatesOf({ learningRate: 1, epsilon: 7 }, [3])[0]).toBeCloseTo(-0.3, 15);
  });

  test("a constant gradient makes steps of e / sqrt(n)", () => {
    const updates = updatesOf(
      { learningRate: 0.5 },
      Array.from({ length: 100 }, () => 2),
    );
    updates.forEach((u, i) => expect(u).toBeCloseTo(-0.5 / Math.sqrt(i + 1), 10));
  });

  test("the accumulator starts where it is told", () => {
    expect(updatesOf({ learningRate: 1, initialAccumulator: 16, epsilon: 1e-300 }, [3])[0]).toBe(-0.6);
  });
});

test("a zero gradient makes no step, and no NaN", () => {
  expect(updatesOf({ learningRate: 1 }, [0, 0, 1, 0]).map(Math.abs)).toEqual([0, 0, expect.closeTo(1, 9), 0]);
});

test.each([
  { initialAccumulator: -1 },
  { initialAccumulator: Number.NaN },
  { epsilon: 0 },
  { epsilon: -1e-8 },
  { epsilon: Infinity },
])("rejects %j", (options) => {
  expect(() => adagrad({ learningRate: 1, ...options })).toThrow(RangeError);
});
