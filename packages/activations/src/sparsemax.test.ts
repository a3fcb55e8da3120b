import { gradcheck, vjp } from "@adjoint/autodiff";
import { add, type DType, DTypeError, multiply, ShapeError, sum, tensor, transpose, zeros } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { sparsemax } from "./sparsemax.ts";

const float64 = { dtype: "float64" } as const;

/**
 * The nearest point of the simplex by brute force: for every set of entries that may be above 0, the nearest point of
 * the plane where the others are 0 and the sum is 1; of those without negative entries the nearest.
 */
function project(x: readonly number[]): number[] {
  let best: number[] = [];
  let least = Infinity;
  for (let set = 1; set < 2 ** x.length; set++) {
    const inside = x.map((_, i) => (set >> i) % 2 === 1);
    const count = inside.filter(Boolean).length;
    const excess = (x.reduce((total, z, i) => total + (inside[i] ? z : 0), 0) - 1) / count;
    const point = x.map((z, i) => (inside[i] ? z - excess : 0));
    const distance = x.reduce((total, z, i) => total + (point[i]! - z) ** 2, 0);
    if (point.every((p) => p >= 0) && distance < least) [least, best] = [distance, point];
  }
  return best;
}

/** Numbers without structure in (-width, width). */
const numbers = (count: number, seed: number, width: number): number[] =>
  Array.from({ length: count }, (_, i) => width * (2 * (((i + 1 + 31 * seed) * 0.6180339887498949) % 1) - 1));

describe("sparsemax", () => {
  test("two classes: (x + 1) / 2, limited to [0, 1]", () => {
    for (const x of [-3, -1, -0.5, 0, 0.25, 1, 2]) {
      const p = Math.min(Math.max((x + 1) / 2, 0), 1);
      expect(sparsemax(tensor([x, 0], float64)).toArray()).toEqual([p, 1 - p]);
    }
  });

  test("the nearest probabilities, by brute force over all supports", () => {
    const supports = new Set<number>();
    for (let seed = 0; seed < 60; seed++)
      for (const width of [0.1, 0.2, 0.25, 0.3, 0.5, 1, 3]) {
        const x = numbers(7, seed, width);
        const got = sparsemax(tensor(x, float64)).dataSync();
        const expected = project(x);
        supports.add(expected.filter((p) => p > 0).length);
        expected.forEach((p, i) => {
          expect(Math.abs(got[i]! - p)).toBeLessThan(1e-15);
        });
      }
    expect(supports).toEqual(new Set([1, 2, 3, 4, 5, 6, 7]));
  });

  test("float32 is as near as it can be", () => {
    for (let seed = 0; seed < 20; seed++) {
      const x = numbers(7, seed, 1).map(Math.fround);
      const got = sparsemax(tensor(x)).dataSync();
      project(x).forEach((p, i) => {
        expect(Math.abs(got[i]! - p)).toBeLessThan(3e-7);
      });
    }
  });

  test("probabilities stay as they are, equal entries get equal shares", () => {
    expect(sparsemax(tensor([0.25, 0.5, 0, 0.25], float64)).toArray()).toEqual([0.25, 0.5, 0, 0.25]);
    expect(sparsemax(tensor([3, 3, 3, 3], float64)).toArray()).toEqual([0.25, 0.25, 0.25, 0.25]);
    expect(sparsemax(tensor([7], float64)).toArray()).toEqual([1]);
  });

  test("along every axis", () => {
    const x = tensor(numbers(24, 3, 1), { ...float64, shape: [2, 3, 4] });
    expect(sparsemax(x, { axis: 2 }).toArray()).toEqual(sparsemax(x).toArray());
    const turned = sparsemax(transpose(x, [0, 2, 1]), { axis: 1 });
    expect(transpose(turned, [0, 2, 1]).toArray()).toEqual(sparsemax(x).toArray());
    for (const axis of [0, 1, -1])
      for (const total of sum(sparsemax(x, { axis }), { axis }).dataSync()) expect(total).toBeCloseTo(1, 15);
    expect(sparsemax(zeros([0, 3])).shape).toEqual([0, 3]);
  });

  test("the gradient is the cotangent minus its mean over the support, 0 elsewhere", () => {
    const cotangent = tensor([3, -1, 5, 2], float64);
    const [p, pullback] = vjp(sparsemax, tensor([1, 0.7, -2, 0.9], float64));
    const support = p.dataSync().map((q) => (q > 0 ? 1 : 0));
    expect(Array.from(support)).toEqual([1, 1, 0, 1]);
    const mean = (3 - 1 + 2) / 3;
    [3 - mean, -1 - mean, 0, 2 - mean].forEach((slope, i) => {
      expect(pullback(cotangent).dataSync()[i]).toBeCloseTo(slope, 15);
    });
  });

  test("an entry just at the threshold counts as outside", () => {
    // tau is 0: the second entry is on it
    const [p, pullback] = vjp(sparsemax, tensor([1, 0], float64));
    expect(p.toArray()).toEqual([1, 0]);
    for (const cotangent of [
      [1, 0],
      [0, 1],
    ])
      expect(Array.from(pullback(tensor(cotangent, float64)).dataSync(), (slope) => slope + 0)).toEqual([0, 0]);
  });

  test("derivatives of both orders along each axis", () => {
    const x = tensor(numbers(12, 5, 0.8), { ...float64, shape: [3, 4] });
    // squared, so that there is a second derivative
    for (const axis of [0, 1]) gradcheck((t) => multiply(sparsemax(t, { axis }), sparsemax(t, { axis })), [x]);
  });

  test.each<DType>(["float32", "float64"])(
    "large numbers overflow nothing, and a shift changes nothing, %s",
    (dtype) => {
      const [y, pullback] = vjp(sparsemax, tensor([1e30, -1e30, 1e30, 0], { dtype }));
      expect(y.toArray()).toEqual([0.5, 0, 0.5, 0]);
      expect(pullback(tensor([1, 5, 0, 7], { dtype })).toArray()).toEqual([0.5, 0, -0.5, 0]);
      const x = tensor([0.25, 0.5, -1], { dtype });
      expect(sparsemax(add(x, 1024)).toArray()).toEqual(sparsemax(x).toArray());
    },
  );

  test("-Infinity gets 0 and no gradient; a row of it alone, of Infinity or with NaN is NaN", () => {
    const [y, pullback] = vjp(sparsemax, tensor([0, -Infinity, 0.5], float64));
    expect(y.toArray()).toEqual([0.25, 0, 0.75]);
    expect(pullback(tensor([1, 9, 0], float64)).toArray()).toEqual([0.5, 0, -0.5]);
    const rows = sparsemax(
      tensor([
        [-Infinity, -Infinity],
        [NaN, 0],
        [Infinity, Infinity],
        [0, 0],
      ]),
    );
    expect(rows.toArray()).toEqual([
      [NaN, NaN],
      [NaN, NaN],
      [NaN, NaN],
      [0.5, 0.5],
    ]);
  });

  test("a missing axis and integers throw", () => {
    expect(() => sparsemax(zeros([2]), { axis: 1 })).toThrow(ShapeError);
    expect(() => sparsemax(zeros([2], "int32"))).toThrow(DTypeError);
  });
});
