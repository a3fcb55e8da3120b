import { tensor } from "@adjoint/tensor";
import { describe, expect, expectTypeOf, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import {
  type AdamState,
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  freeze,
  momentum,
  partition,
  polyakSgd,
  type RateState,
  sgd,
  sharpnessAware,
  sophia,
  withLearningRate,
  zeroUpdates,
} from "./index.ts";

const params = {
  layers: [
    { weights: Float64Array.of(1, 2), bias: 3 },
    { weights: Float64Array.of(4, 5), bias: 6 },
  ],
  scale: 7,
};
const ones = {
  layers: [
    { weights: Float64Array.of(1, 1), bias: 1 },
    { weights: Float64Array.of(1, 1), bias: 1 },
  ],
  scale: 1,
};

describe("partition", () => {
  const optimizer = partition({
    first: { match: "layers/0/**", transform: sgd({ learningRate: 0.5 }) },
    biases: { match: "layers/*/bias", transform: momentum({ learningRate: 0.25 }) },
    rest: { match: "**", transform: adam({ learningRate: 0.125 }) },
  });

  test("each leaf goes to the first part that matches it", () => {
    const [updates] = optimizer.update(ones, optimizer.init(params), params);
    expectTypeOf(updates).toEqualTypeOf(params);
    const [first, second] = updates.layers;
    expect(first).toEqual({ weights: Float64Array.of(-0.5, -0.5), bias: -0.5 });
    expect(second!.bias).toBe(-0.25);
    expect(second!.weights[0]).toBeCloseTo(-0.125, 8);
    expect(updates.scale).toBeCloseTo(-0.125, 8);
  });

  test("the state is a record by part, of leaves under their paths", () => {
    const [, state] = optimizer.update(ones, optimizer.init(params), params);
    expectTypeOf(state.rest).toEqualTypeOf<{ readonly moments: AdamState; readonly rate: RateState }>();
    expect(valuesOf(state.biases)).toEqual({
      momentum: { velocity: { layers: { 1: { bias: -0.25 } } } },
      rate: { learningRate: 0.25 },
    });
    expect(valuesOf(state.rest.moments.step)).toBe(1);
    expect(valuesOf(state.rest.moments.mean)).toEqual({
      layers: { 1: { weights: [expect.closeTo(0.1, 15), expect.closeTo(0.1, 15)] } },
      scale: expect.closeTo(0.1, 15) as number,
    });
    expect(withLearningRate(state.first, 1).rate.learningRate.item()).toBe(1);
  });

  test("goes on", () => {
    let state = optimizer.init(params);
    let point = params;
    for (let step = 0; step < 3; step++) {
      const [updates, next] = optimizer.update(ones, state, point);
      [point, state] = [applyUpdates(point, updates), next];
    }
    expect(point.layers[0]!.bias).toBe(3 - 1.5);
    // 0.25 (1 + 1.9 + 2.71)
    expect(point.layers[1]!.bias).toBeCloseTo(6 - 0.25 * 5.61, 14);
  });

  test("a part acts on its leaves together, and on nothing else", () => {
    const clipped = partition({
      weights: { match: "**/weights", transform: clipByGlobalNorm(1) },
      rest: { match: "**", transform: zeroUpdates() },
    });
    const [updates] = clipped.update(ones, clipped.init(params), params);
    expect(updates.layers[1]).toEqual({ weights: Float64Array.of(0.5, 0.5), bias: 0 });
  });

  test("by a function of path and parameter, in chains and nested", () => {
    const byRank = chain({
      inner: partition({
        matrices: { match: (_, param) => param.rank > 1, transform: sgd({ learningRate: 1 }) },
        rest: {
          match: "**",
          transform: partition({
            deep: { match: "*/b", transform: sgd({ learningRate: 2 }) },
            other: { match: "**", transform: sgd({ learningRate: 3 }) },
          }),
        },
      }),
    });
    const leaves = { x: { a: tensor([[1]]), b: tensor([1]) }, c: tensor(1) };
    const [updates] = byRank.update(leaves, byRank.init(leaves), leaves);
    expect(valuesOf(updates)).toEqual({ x: { a: [[-1]], b: [-2] }, c: -3 });
  });

  test("a single leaf has the empty path; a part may be empty", () => {
    const alone = partition({
      none: { match: "nothing", transform: adam({ learningRate: 1 }) },
      all: { match: "**", transform: sgd({ learningRate: 1 }) },
    });
    expect(alone.update<number>(2, alone.init(0), 0)[0]).toBe(-2);
  });

  test("names with slashes collide with no path", () => {
    const twins = { "a/b": 1, a: { b: 10 } };
    const apart = partition({
      inner: { match: "a/b", transform: sgd({ learningRate: 1 }) },
      outer: { match: "a~1b", transform: momentum({ learningRate: 2 }) },
    });
    const [updates, state] = apart.update(twins, apart.init(twins), twins);
    expect(updates).toEqual({ "a/b": -2, a: { b: -10 } });
    expect(valuesOf(state.outer.momentum)).toEqual({ velocity: { "a/b": -2 } });
  });

  test("a part sees the curvature of its own leaves", () => {
    const curved = partition({
      sophia: { match: "layers/**/bias", transform: sophia({ learningRate: 1, beta1: 0, beta2: 0, gamma: 1 }) },
      rest: { match: "**", transform: zeroUpdates() },
    });
    const hessianDiagonal = {
      layers: [
        { weights: Float64Array.of(1, 1), bias: 4 },
        { weights: Float64Array.of(1, 1), bias: 2 },
      ],
      scale: 1,
    };
    const [updates] = curved.update(ones, curved.init(params), params, { hessianDiagonal });
    expect(updates.layers.map(({ bias }) => bias)).toEqual([-0.25, -0.5]);
    expect(updates.scale).toBe(0);
    const incomplete = { layers: hessianDiagonal.layers };
    expect(() => curved.update(ones, curved.init(params), params, { hessianDiagonal: incomplete })).toThrow(
      "tree: the root must be a record of {layers, scale} as in the first tree, got a record of {layers}",
    );
  });

  test("a leaf that nobody matches throws with its path", () => {
    const partial = partition({ biases: { match: "**/bias", transform: sgd({ learningRate: 1 }) } });
    expect(() => partial.init(params)).toThrow(
      new TypeError(
        'partition: layers/0/weights must belong to a part, got no match; add a last part { match: "**" }?',
      ),
    );
  });

  test("needs of the parts add up, and the loss elsewhere is asked for with the other leaves in place", () => {
    const asked: (typeof params)[] = [];
    const needy = partition({
      sharp: { match: "**/bias", transform: sharpnessAware(sgd({ learningRate: 1 }), { radius: Math.SQRT2 }) },
      rest: { match: "**", transform: polyakSgd() },
    });
    const extra = {
      value: 0.25,
      valueAndGradient: (at: typeof params): [number, typeof params] => {
        asked.push(at);
        return [0, at];
      },
    };
    const [updates] = needy.update(ones, needy.init(params), params, extra);
    expect(asked).toHaveLength(1);
    expect(asked[0]!.layers[0]).toEqual({ weights: Float64Array.of(1, 2), bias: expect.closeTo(4, 14) as number });
    expect(asked[0]!.scale).toBe(7);
    expect(updates.layers[1]!.bias).toBeCloseTo(-7, 14);
    expect(updates.scale).toBeCloseTo(-0.05, 15);
    // @ts-expect-error the value and the loss elsewhere are needed
    expect(() => needy.update(ones, needy.init(params), params)).toThrow(TypeError);
  });
});

describe("freeze", () => {
  const optimizer = freeze(["layers/0/**", "scale"], adam({ learningRate: 0.5 }));

  test("frozen leaves get 0, also for NaN, the others what the transform gives", () => {
    const gradients = { ...ones, scale: Number.NaN };
    const [updates] = optimizer.update(gradients, optimizer.init(params), params);
    expect(updates.layers[0]).toEqual({ weights: Float64Array.of(0, 0), bias: 0 });
    expect(updates.scale).toBe(0);
    expect(updates.layers[1]!.bias).toBeCloseTo(-0.5, 7);
    expect(applyUpdates(params, updates).layers[0]).toEqual(params.layers[0]);
  });

  test("and leave nothing in the state", () => {
    const state = optimizer.init(params);
    expectTypeOf(state.trained.moments).toEqualTypeOf<AdamState>();
    expect(state.frozen).toEqual({});
    expect(valuesOf(state.trained.moments)).toEqual({
      step: 0,
      mean: { layers: { 1: { weights: [0, 0], bias: 0 } } },
      meanSquare: { layers: { 1: { weights: [0, 0], bias: 0 } } },
    });
  });

  test("asks for what the transform needs", () => {
    const needy = freeze("scale", polyakSgd());
    // @ts-expect-error the value is needed
    expect(() => needy.update(ones, needy.init(params), params)).toThrow(TypeError);
    const [updates] = needy.update(ones, needy.init(params), params, { value: 3 });
    expect(updates.layers[0]!.bias).toBeCloseTo(-0.5, 15);
  });
});
