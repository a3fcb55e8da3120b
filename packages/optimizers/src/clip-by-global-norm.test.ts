import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import { chain, clipByGlobalNorm, globalNorm, type Params, sgd } from "./index.ts";

function clip<P extends Params<P>>(maximum: number, gradients: P): P {
  const transform = clipByGlobalNorm(maximum);
  return transform.update(gradients, transform.init(gradients), gradients)[0];
}

describe("at or below the bound", () => {
  test("gradients stay bit by bit, -0 included", () => {
    const random = randomNumbers();
    const gradients = {
      w: Float64Array.from({ length: 50 }, random),
      s: Float32Array.from({ length: 50 }, random),
      n: -0,
    };
    const norm = globalNorm(gradients);
    for (const maximum of [norm, norm * 1.0001, 1e300]) {
      const clipped = clip(maximum, gradients);
      expect(clipped.w).toEqual(gradients.w);
      expect(clipped.s).toEqual(gradients.s);
      expect(clipped.n).toBe(-0);
    }
  });

  test("exactly 5 is not more than 5", () => {
    expect(clip(5, Float64Array.of(3, -4))).toEqual(Float64Array.of(3, -4));
    expect(clip(5, { a: tensor([3]), b: tensor([4]) }).b.toArray()).toEqual([4]);
  });
});

describe("above the bound", () => {
  test.each([0.1, 1, 3.7])("the norm becomes %s, the direction stays", (maximum) => {
    const random = randomNumbers(7);
    const gradients = { w: Float64Array.from({ length: 200 }, () => 10 * random()), n: 4 };
    const clipped = clip(maximum, gradients);
    expect(Math.abs(globalNorm(clipped) / maximum - 1)).toBeLessThanOrEqual(1e-15);
    const factor = maximum / globalNorm(gradients);
    clipped.w.forEach((x, i) => expect(Math.abs(x / gradients.w[i]! / factor - 1)).toBeLessThanOrEqual(1e-15));
    expect(clipped.n / 4 / factor).toBeCloseTo(1, 15);
  });

  test("by one factor for all leaves together, not one for each", () => {
    const { a, b } = clip(1, { a: 3, b: Float32Array.of(4) });
    expect(a).toBeCloseTo(0.6, 15);
    expect(b[0]).toBeCloseTo(0.8, 7);
  });
});

describe("sizes whose squares no type holds", () => {
  test("1e30 in float32", () => {
    const clipped = clip(1, Float32Array.of(3e30, -4e30));
    expect(clipped[0]).toBeCloseTo(0.6, 6);
    expect(clipped[1]).toBeCloseTo(-0.8, 6);
  });

  test("1e300 in float64", () => {
    const clipped = clip(5, Float64Array.of(3e300, -4e300));
    expect(clipped[0]).toBeCloseTo(3, 14);
    expect(clipped[1]).toBeCloseTo(-4, 14);
  });

  test("1e-300 is clipped to 1e-305, and stays below a bound that is larger", () => {
    const clipped = clip(1e-305, Float64Array.of(3e-300, -4e-300));
    expect(clipped[0]! / 0.6e-305).toBeCloseTo(1, 14);
    expect(clip(1, Float64Array.of(3e-300))).toEqual(Float64Array.of(3e-300));
  });
});

test("zero gradients and empty leaves", () => {
  expect(clip(1, { a: 0, b: Float32Array.of(0, 0) })).toEqual({ a: 0, b: Float32Array.of(0, 0) });
  expect(clip(1, { a: new Float64Array(), b: 2 })).toEqual({ a: new Float64Array(), b: 1 });
  expect(clip(1, {})).toEqual({});
});

test("NaN stays visible: it turns no gradient into a wrong one in silence", () => {
  const clipped = clip(1, { a: Number.NaN, b: 0.5 });
  expect(clipped.a).toBeNaN();
  expect(clipped.b).toBe(0.5);
  const infinite = clip(1, { a: Infinity, b: 0.5 });
  expect(infinite.a).toBeNaN();
});

test("the first part of a chain", () => {
  const optimizer = chain({ clip: clipByGlobalNorm(1), sgd: sgd({ learningRate: 0.5 }) });
  const gradients = Float64Array.of(30, -40);
  const [updates] = optimizer.update(gradients, optimizer.init(gradients), gradients);
  expect(updates[0]).toBeCloseTo(-0.3, 15);
});

test.each([0, -1, Number.NaN, Infinity])("%s is no bound", (maximum) => {
  expect(() => clipByGlobalNorm(maximum)).toThrow(RangeError);
});
