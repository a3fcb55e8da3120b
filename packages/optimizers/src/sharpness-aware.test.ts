import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import {
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  type GradientTransform,
  polyakSgd,
  sgd,
  sharpnessAware,
} from "./index.ts";

/** 1/2 (x^2 + 10 y^2). */
const gradientAt = ([x = 0, y = 0]: Float64Array): Float64Array => Float64Array.of(x, 10 * y);
const valueAndGradient = (p: Float64Array): [number, Float64Array] => [
  0.5 * (p[0]! ** 2 + 10 * p[1]! ** 2),
  gradientAt(p),
];

describe("the gradient is taken", () => {
  test("at p + rho g / |g|, as in Algorithm 1", () => {
    const [rho, eta] = [0.3, 0.05];
    const optimizer = sharpnessAware(sgd({ learningRate: eta }), { radius: rho });
    let point: Float64Array = Float64Array.of(1, 0.5);
    let state = optimizer.init(point);
    const expected = [...point];
    for (let step = 0; step < 30; step++) {
      const [updates, next] = optimizer.update(gradientAt(point), state, point, { valueAndGradient });
      [point, state] = [applyUpdates(point, updates), next];
      const g = [expected[0]!, 10 * expected[1]!];
      const length = Math.hypot(...g);
      const worst = expected.map((w, i) => w + (rho * g[i]!) / length);
      expected[0] = expected[0]! - eta * worst[0]!;
      expected[1] = expected[1]! - eta * 10 * worst[1]!;
      expected.forEach((w, i) => expect(point[i]).toBeCloseTo(w, 13));
    }
  });

  test("adaptive: at p + rho p^2 g / |p g|, which does not depend on the units of the parameters", () => {
    const asked: number[][] = [];
    const optimizer = sharpnessAware(sgd({ learningRate: 1 }), { radius: 0.5, adaptive: true });
    const [p, g] = [Float64Array.of(-2, 0.1), Float64Array.of(3, 80)];
    optimizer.update(g, optimizer.init(p), p, {
      valueAndGradient: (at) => {
        asked.push([...at]);
        return [0, at];
      },
    });
    // |p| g = (6, 8), of norm 10
    const by = (i: number): number => p[i]! + (0.5 * p[i]! ** 2 * g[i]!) / 10;
    expect(asked).toHaveLength(1);
    expect(asked[0]![0]).toBeCloseTo(by(0), 15);
    expect(asked[0]![1]).toBeCloseTo(by(1), 15);
  });

  test("at p where the gradient is 0", () => {
    const optimizer = sharpnessAware(sgd({ learningRate: 1 }));
    const zero: Float64Array = Float64Array.of(0, 0);
    const [updates] = optimizer.update(zero, optimizer.init(zero), zero, { valueAndGradient });
    for (const u of updates) expect(Math.abs(u)).toBe(0);
  });

  test("by the norm of all leaves together", () => {
    const optimizer = sharpnessAware(sgd({ learningRate: 1 }), { radius: 5 });
    const params = { a: 1, b: tensor([2], { dtype: "float64" }) };
    const gradients = { a: 3, b: tensor([4], { dtype: "float64" }) };
    const [updates] = optimizer.update(gradients, optimizer.init(params), params, {
      valueAndGradient: (at) => [0, at],
    });
    expect(updates.a).toBeCloseTo(-4, 14);
    expect(updates.b.toArray()).toEqual([expect.closeTo(-6, 14)]);
  });
});

describe("valueAndGradient", () => {
  const params = { n: 1, a: Float32Array.of(2, 3) };
  const optimizer = sharpnessAware(adam({ learningRate: 0.1 }));

  test("is a function of parameters as the caller has them", () => {
    const seen: (typeof params)[] = [];
    const [updates] = optimizer.update(params, optimizer.init(params), params, {
      valueAndGradient: (at) => {
        seen.push(at);
        return [0, { n: -at.n, a: at.a }];
      },
    });
    expect(typeof seen[0]!.n).toBe("number");
    expect(seen[0]!.a).toBeInstanceOf(Float32Array);
    expect(updates.n).toBeCloseTo(0.1, 7);
    expect(updates.a[0]).toBeCloseTo(-0.1, 6);
  });

  test("is a compile error when missing, and throws", () => {
    const state = optimizer.init(params);
    // @ts-expect-error it is needed
    expect(() => optimizer.update(params, state, params)).toThrow(
      new TypeError(
        "sharpnessAware: update needs valueAndGradient, a function of the parameters, got undefined; pass { valueAndGradient }?",
      ),
    );
    // @ts-expect-error of other parameters
    expect(() => optimizer.update(params, state, params, { valueAndGradient })).toThrow(TypeError);
    // @ts-expect-error one that needs it does not pass for one that does not
    const plain: GradientTransform<unknown> = optimizer;
    expect(plain).toBe(optimizer);
  });

  test("gradients of another form throw and name the path", () => {
    expect(() =>
      optimizer.update(params, optimizer.init(params), params, {
        valueAndGradient: (at) => [0, { n: at.n, a: Float32Array.of(1) }],
      }),
    ).toThrow("the gradient at a must be float32 [2] as its parameter is, got float32 [1]");
  });

  test("goes through chains, with what other parts need", () => {
    const both = chain({ clip: clipByGlobalNorm(1), sam: sharpnessAware(polyakSgd()) });
    const point: Float64Array = Float64Array.of(1, 0);
    const [updates] = both.update(gradientAt(point), both.init(point), point, { value: 0.5, valueAndGradient });
    // the gradient at (1.05, 0), times 0.5 / 1.05^2
    expect(updates[0]).toBeCloseTo(-0.5 / 1.05, 14);
    // @ts-expect-error the value is needed
    expect(() => both.update(point, both.init(point), point, { valueAndGradient })).toThrow(TypeError);
  });
});

test.each([0, -1, Number.NaN, Infinity])("rejects a radius of %s", (radius) => {
  expect(() => sharpnessAware(sgd({ learningRate: 1 }), { radius })).toThrow(RangeError);
});
