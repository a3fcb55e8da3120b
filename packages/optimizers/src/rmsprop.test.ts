import { multiply, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { type RmspropOptions, rmsprop } from "./index.ts";

/** The updates of a sequence of gradients of one number. */
function updatesOf(options: RmspropOptions, gradients: readonly number[]): number[] {
  const optimizer = rmsprop(options);
  let state = optimizer.init(0);
  return gradients.map((g) => {
    const [update, next] = optimizer.update(g, state, 0);
    state = next;
    return update;
  });
}

describe("closed forms", () => {
  test("the first step is -e g / (|g| sqrt(1 - rho) + epsilon)", () => {
    expect(updatesOf({ learningRate: 0.1, decay: 0.75 }, [5])[0]).toBeCloseTo(-0.2, 7);
    // r = 9/4; epsilon inside of the root would make it 3 / sqrt(9/4 + 1/2)
    expect(updatesOf({ learningRate: 1, decay: 0.75, epsilon: 0.5 }, [3])[0]).toBe(-1.5);
  });

  test("a constant gradient makes steps of e / sqrt(1 - rho^n)", () => {
    const updates = updatesOf(
      { learningRate: 0.5, decay: 0.8 },
      Array.from({ length: 60 }, () => -3),
    );
    updates.forEach((u, i) => expect(u).toBeCloseTo(0.5 / Math.sqrt(1 - 0.8 ** (i + 1)), 7));
  });

  test("centered, the first step is -e g / (|g| sqrt(rho (1 - rho)) + epsilon)", () => {
    // r - m^2 = (1 - rho) g^2 - (1 - rho)^2 g^2
    expect(updatesOf({ learningRate: 0.1, decay: 0.8, centered: true }, [5])[0]).toBeCloseTo(-0.25, 7);
  });

  test("momentum adds scaled gradients up before the rate", () => {
    const rate = (step: number): number => [0.1, 0.01][step]!;
    const [first, second] = updatesOf({ learningRate: rate, decay: 0, momentum: 0.5 }, [2, 2]);
    expect(first).toBeCloseTo(-0.1, 8);
    // a velocity that carried the rate would come to 0.5 * 0.1 + 0.01
    expect(second).toBeCloseTo(-0.015, 8);
  });
});

test("a variance that rounds below 0 is 0: 1000 constant gradients in float32", () => {
  const random = randomNumbers();
  const gradients = tensor(Float32Array.from({ length: 100 }, () => 3 * random()));
  const optimizer = rmsprop({ learningRate: 1e-3, centered: true });
  let state = optimizer.init(gradients);
  let [smallest, wentBelow] = [0, 0];
  // averages that come down from larger gradients stop above: m*m by twice as much as r
  const larger = multiply(gradients, 3);
  for (let step = 0; step < 1020; step++) {
    const [updates, next] = optimizer.update(step < 20 ? larger : gradients, state, gradients);
    state = next;
    for (const u of updates.dataSync()) expect(Number.isFinite(u)).toBe(true);
    const r = (state.scaling.meanSquare as Tensor).dataSync();
    const m = (state.scaling.mean as Tensor).dataSync();
    for (let i = 0; i < r.length; i++) {
      const variance = Math.fround(r[i]! - Math.fround(m[i]! * m[i]!));
      smallest = Math.min(smallest, variance);
      if (!(variance < 0)) continue;
      wentBelow++;
      const g = (step < 20 ? larger : gradients).dataSync()[i]!;
      expect(updates.dataSync()[i]! / ((-1e-3 * g) / 1e-8)).toBeCloseTo(1, 5);
    }
  }
  // otherwise nothing was tested
  expect(wentBelow).toBeGreaterThan(1000);
  expect(smallest).toBeGreaterThan(-1e-5);
});

test("a zero gradient makes no step, and no NaN", () => {
  for (const centered of [false, true])
    expect(updatesOf({ learningRate: 1, centered, momentum: 0.5 }, [0, 0]).map(Math.abs)).toEqual([0, 0]);
});

test("only the state that is needed is kept", () => {
  expect(Object.keys(rmsprop({ learningRate: 1 }).init(0).scaling)).toEqual(["meanSquare"]);
  expect(Object.keys(rmsprop({ learningRate: 1, centered: true }).init(0).scaling)).toEqual(["meanSquare", "mean"]);
  expect(rmsprop({ learningRate: 1 }).init(0).momentum).toEqual({});
});

test.each([{ decay: 1 }, { decay: -0.1 }, { epsilon: 0 }, { momentum: 1 }, { momentum: Number.NaN }])(
  "rejects %j",
  (options) => {
    expect(() => rmsprop({ learningRate: 1, ...options })).toThrow(RangeError);
  },
);
