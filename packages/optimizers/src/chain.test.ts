import { add, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { describe, expect, expectTypeOf, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import {
  type AdamState,
  adam,
  addDecayedWeights,
  chain,
  clipByGlobalNorm,
  type EmptyState,
  type GradientTransform,
  gradientTransform,
  type RateState,
  scaleByAdam,
  scaleByLearningRate,
  stateless,
  type TraceState,
  trace,
} from "./index.ts";

const plus = (n: number): GradientTransform<EmptyState> => stateless((u) => mapTree((t: Tensor) => add(t, n), u));

/** Adds the value of the loss to the gradients. */
const plusLoss = (): GradientTransform<EmptyState, { readonly loss: number }> =>
  gradientTransform<EmptyState, { readonly loss: number }>({
    init: () => ({}),
    update: (u, state, _, { loss }) => [mapTree((t: Tensor) => add(t, loss), u), state],
  });
const plusTemperature = (): GradientTransform<EmptyState, { readonly temperature: number }> =>
  gradientTransform<EmptyState, { readonly temperature: number }>({
    init: () => ({}),
    update: (u, state, _, { temperature }) => [mapTree((t: Tensor) => add(t, temperature), u), state],
  });

const stepOf = <S>(optimizer: GradientTransform<S>, gradient: number, param = 0): number =>
  optimizer.update(gradient, optimizer.init(param), param)[0];

describe("order", () => {
  test("is that of the record", () => {
    expect(stepOf(chain({ add: plus(1), rate: scaleByLearningRate(2) }), 10)).toBe(-22);
    expect(stepOf(chain({ rate: scaleByLearningRate(2), add: plus(1) }), 10)).toBe(-19);
  });

  test("decides whether a decay is coupled", () => {
    const before = chain({ decay: addDecayedWeights(0.5), clip: clipByGlobalNorm(1), rate: scaleByLearningRate(1) });
    const after = chain({ clip: clipByGlobalNorm(1), decay: addDecayedWeights(0.5), rate: scaleByLearningRate(1) });
    expect(stepOf(before, 10, 4)).toBeCloseTo(-1, 15);
    expect(stepOf(after, 10, 4)).toBeCloseTo(-3, 15);
  });

  test("no part leaves the gradients as they are", () => {
    expect(stepOf(chain({}), 3)).toBe(3);
  });
});

describe("state", () => {
  const two: number = 2;
  const optimizer = chain({ moments: scaleByAdam(), follow: trace({ decay: 0.5 }), rate: scaleByLearningRate(0.1) });

  test("has the names and types of the parts", () => {
    type Expected = { moments: AdamState; follow: TraceState; rate: RateState };
    expectTypeOf(optimizer.init<number>).returns.toEqualTypeOf<Expected>();
    expectTypeOf(optimizer).toExtend<GradientTransform<Expected>>();
    expect(valuesOf(optimizer.init({ w: tensor([1, 2]) }))).toEqual({
      moments: { step: 0, mean: { w: [0, 0] }, meanSquare: { w: [0, 0] } },
      follow: { velocity: { w: [0, 0] } },
      rate: { learningRate: 0.1 },
    });
  });

  test("each part goes on from its own", () => {
    let state = optimizer.init(0);
    for (let step = 0; step < 3; step++) [, state] = optimizer.update(two, state, two);
    expect(state.moments.step.item()).toBe(3);
    // scaled gradients of 1, 1, 1 decay to 1 + 1/2 + 1/4
    expect(valuesOf(state.follow)).toEqual({ velocity: expect.closeTo(1.75, 7) as number });
  });

  test("chains nest", () => {
    const nested = chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: 0.1 }) });
    expectTypeOf(nested.init<number>).returns.toExtend<{ adam: { moments: AdamState; rate: RateState } }>();
    expect(stepOf(nested, 100)).toBeCloseTo(-0.1, 7);
  });

  test("a state of another optimizer does not fit", () => {
    const other = chain({ rate: scaleByLearningRate(1) });
    // @ts-expect-error the moments are missing
    expect(() => optimizer.update(1, other.init(1), 1)).toThrow(TypeError);
  });
});

describe("what parts need besides gradients", () => {
  const needy = chain({ loss: plusLoss(), temperature: plusTemperature(), plain: plus(0.5) });

  test("adds up and reaches each of them", () => {
    expectTypeOf<typeof needy>().toExtend<GradientTransform<object, { loss: number; temperature: number }>>();
    expect(needy.update(1, needy.init(1), 1, { loss: 10, temperature: 100 })[0]).toBe(111.5);
  });

  test("is a compile error when missing", () => {
    const state = needy.init(1);
    // @ts-expect-error the loss and the temperature are needed
    expect(() => needy.update(1, state, 1)).toThrow(TypeError);
    // @ts-expect-error the temperature is needed
    expect(() => needy.update(1, state, 1, { loss: 10 })).toThrow(TypeError);
    // @ts-expect-error the loss is a number
    expect(() => needy.update(1, state, 1, { loss: "10", temperature: 1 })).toThrow(TypeError);
  });

  test("adds up through nested chains", () => {
    const outer = chain({ inner: chain({ loss: plusLoss() }), plain: plus(0) });
    // @ts-expect-error the loss is needed
    expect(() => outer.update(1, outer.init(1), 1)).toThrow(TypeError);
    expect(outer.update(1, outer.init(1), 1, { loss: 2 })[0]).toBe(3);
  });

  test("is nothing for ordinary parts", () => {
    const plain = chain({ one: plus(1), rate: scaleByLearningRate(1) });
    expectTypeOf<Parameters<typeof plain.update<number>>["length"]>().toEqualTypeOf<3 | 4>();
    expect(plain.update(1, plain.init(1), 1)[0]).toBe(-2);
    // an optimizer that asks for nothing takes what others need all the same
    expect(plain.update(1, plain.init(1), 1, { loss: 1 })[0]).toBe(-2);
  });
});
