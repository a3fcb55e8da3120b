import { type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import {
  globalNorm,
  projectOntoBox,
  projectOntoL1Ball,
  projectOntoL2Ball,
  projectOntoNonNegative,
  projectOntoSimplex,
} from "./index.ts";

const sum = (x: Float64Array): number => x.reduce((a, b) => a + b, 0);
const sizes = (x: Float64Array): number => x.reduce((a, b) => a + Math.abs(b), 0);

/**
 * A point is the projection of x onto a convex set when no point y of the set lies in its direction:
 * (x - p) . (y - p) <= 0 (Boyd, Vandenberghe 2004, Convex optimization, section 8.1).
 */
function isNearest(x: Float64Array, p: Float64Array, others: readonly Float64Array[]): void {
  for (const y of others) {
    let product = 0;
    for (let i = 0; i < x.length; i++) product += (x[i]! - p[i]!) * (y[i]! - p[i]!);
    expect(product).toBeLessThanOrEqual(1e-12);
  }
}

const corner = (i: number, size: number): Float64Array =>
  Float64Array.from({ length: 6 }, (_, j) => (i === j ? size : 0));
const cornersOf = (...lengths: number[]): Float64Array[] =>
  lengths.flatMap((length) => Array.from({ length: 6 }, (_, i) => corner(i, length)));

const random = randomNumbers(31);
const points = Array.from({ length: 50 }, (_, n) => Float64Array.from({ length: 6 }, () => (1 + n / 5) * random()));

describe("the box", () => {
  test("limits each entry, and each leaf stays what it is", () => {
    const params = { n: 5, a: Float32Array.of(-3, 0.5), t: tensor([[0.25, 9]]) };
    const inside = projectOntoBox(params, { low: -1, high: 1 });
    expectTypeOf(inside).toEqualTypeOf<typeof params>();
    expect([inside.n, inside.a, inside.t.toArray()]).toEqual([1, Float32Array.of(-1, 0.5), [[0.25, 1]]]);
    expect(params.a).toEqual(Float32Array.of(-3, 0.5));
  });

  test("one side is enough, NaN stays, exactly at a side is inside", () => {
    expect(projectOntoBox(Float64Array.of(-5, 5), { high: 2 })).toEqual(Float64Array.of(-5, 2));
    expect(projectOntoBox(Float64Array.of(-5, 5), { low: 2 })).toEqual(Float64Array.of(2, 5));
    expect(projectOntoBox(Number.NaN, { low: 0, high: 1 })).toBeNaN();
    expect(projectOntoBox(Float64Array.of(0.1), { low: 0.1, high: 0.1 })).toEqual(Float64Array.of(0.1));
    expect(() => projectOntoBox(1, { low: 2, high: 1 })).toThrow(RangeError);
    expect(() => projectOntoBox(1, { low: Number.NaN })).toThrow(RangeError);
  });

  test("non-negative is a box that is open above", () => {
    expect(projectOntoNonNegative([-1, 0, 1e300])).toEqual([0, 0, 1e300]);
  });
});

describe("the l2 ball", () => {
  test("gives all leaves together the norm of the radius, or leaves them as they are", () => {
    const params = { a: 3, b: Float64Array.of(4) };
    const inside = projectOntoL2Ball(params, { radius: 1 });
    expect(inside.a).toBeCloseTo(0.6, 15);
    expect(globalNorm(inside)).toBeCloseTo(1, 15);
    expect(projectOntoL2Ball(params, { radius: 5 })).toEqual(params);
    expect(projectOntoL2Ball({ a: 0, b: Float64Array.of(0) })).toEqual({ a: 0, b: Float64Array.of(0) });
    expect(projectOntoL2Ball(Float64Array.of(3e300, 4e300))[0]).toBeCloseTo(0.6, 15);
  });
});

describe("the simplex", () => {
  test("by hand: the entries lose the same, down to 0", () => {
    const p = projectOntoSimplex(Float64Array.of(0.5, 1, -2));
    [0.25, 0.75, 0].forEach((x, i) => expect(p[i]).toBeCloseTo(x, 15));
    const q = projectOntoSimplex(Float64Array.of(10, 1, 1), { total: 2 });
    [2, 0, 0].forEach((x, i) => expect(q[i]).toBeCloseTo(x, 15));
  });

  test("is the nearest point of the simplex, for random points", () => {
    for (const total of [1, 2.5])
      for (const x of points) {
        const p = projectOntoSimplex(x, { total });
        expect(sum(p)).toBeCloseTo(total, 13);
        for (const entry of p) expect(entry).toBeGreaterThanOrEqual(0);
        isNearest(x, p, cornersOf(total));
      }
  });

  test("leaves together, points of the simplex as they are", () => {
    const { a, b } = projectOntoSimplex({ a: 3, b: Float32Array.of(3) });
    expect([a, b[0]]).toEqual([0.5, 0.5]);
    const inside = projectOntoSimplex(Float64Array.of(0.25, 0.75));
    [0.25, 0.75].forEach((x, i) => expect(inside[i]).toBeCloseTo(x, 15));
    expect(projectOntoSimplex<number>(7)).toBe(1);
  });

  test("NaN stays visible; nothing at all cannot add up to 1", () => {
    expect([...projectOntoSimplex(Float64Array.of(1, Number.NaN))].some(Number.isNaN)).toBe(true);
    expect(() => projectOntoSimplex(new Float64Array())).toThrow(
      "projectOntoSimplex: at least one entry is needed, got none; leave the projection out?",
    );
    expect(() => projectOntoSimplex(1, { total: 0 })).toThrow(RangeError);
  });
});

describe("the l1 ball", () => {
  test("by hand: sizes lose the same, signs stay", () => {
    const p = projectOntoL1Ball(Float64Array.of(-2, 1, 0.1), { radius: 2 });
    [-1.5, 0.5, 0].forEach((x, i) => expect(p[i]).toBeCloseTo(x, 15));
  });

  test("is the nearest point of the ball, for random points", () => {
    for (const radius of [1, 4])
      for (const x of points) {
        const p = projectOntoL1Ball(x, { radius });
        expect(sizes(p)).toBeLessThanOrEqual(radius + 1e-13);
        isNearest(x, p, cornersOf(radius, -radius));
        if (sizes(x) <= radius) expect(p).toEqual(x);
        else expect(sizes(p)).toBeCloseTo(radius, 13);
      }
  });

  test("leaves together, each what it is", () => {
    const params = { n: -3, t: tensor([3]) };
    const inside: { n: number; t: Tensor } = projectOntoL1Ball(params);
    expect([inside.n, inside.t.toArray()]).toEqual([-0.5, [0.5]]);
    for (const radius of [0, -1, Number.NaN, Infinity]) {
      expect(() => projectOntoL1Ball(1, { radius })).toThrow(RangeError);
      expect(() => projectOntoL2Ball(1, { radius })).toThrow(RangeError);
    }
  });
});
