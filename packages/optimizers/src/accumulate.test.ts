import { describe, expect, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import { accumulate, adam, applyUpdates, type GradientTransform, momentum, polyakSgd, sgd } from "./index.ts";

const run = (
  optimizer: GradientTransform<unknown>,
  gradients: readonly number[],
): { updates: number[]; state: unknown } => {
  let state = optimizer.init(0);
  const updates = gradients.map((g) => {
    const [update, next] = optimizer.update(g, state, 0);
    state = next;
    return update + 0;
  });
  return { updates, state: valuesOf(state) };
};

test("one step of the mean of `every` minibatches, 0 in between", () => {
  expect(run(accumulate(4, sgd({ learningRate: 1 })), [1, 2, 3, 6, 8, 8, 8, 8]).updates).toEqual([
    0, 0, 0, -3, 0, 0, 0, -8,
  ]);
});

test("is the batch of all examples: the state inside only sees means", () => {
  const { updates, state } = run(accumulate(2, momentum({ learningRate: 0.5 })), [1, 3, -2, 4, 0, 8]);
  const full = run(momentum({ learningRate: 0.5 }), [2, 1, 4]);
  expect(updates.filter((_, i) => i % 2 === 1)).toEqual(full.updates);
  expect(state).toEqual({ inner: full.state, step: 6, count: 0, mean: 0 });
});

test("every 1 is the transform itself", () => {
  const gradients = [1, -3, 0.5];
  expect(run(accumulate(1, adam({ learningRate: 0.1 })), gradients).updates).toEqual(
    run(adam({ learningRate: 0.1 }), gradients).updates,
  );
});

describe("a minibatch that is not finite", () => {
  test.each([Number.NaN, Infinity])("%s is left out of the mean", (bad) => {
    const { updates, state } = run(accumulate(3, sgd({ learningRate: 1 })), [1, bad, 3, 6, 6, 6]);
    expect(updates).toEqual([0, 0, -2, 0, 0, -6]);
    expect(state).toMatchObject({ step: 6, count: 0, mean: 0 });
  });

  test("as the first or the last one, too", () => {
    expect(run(accumulate(2, sgd({ learningRate: 1 })), [Number.NaN, 4]).updates).toEqual([0, -4]);
    expect(run(accumulate(2, sgd({ learningRate: 1 })), [4, Number.NaN]).updates).toEqual([0, -4]);
  });

  test("in one leaf leaves out all leaves", () => {
    const optimizer = accumulate(2, sgd({ learningRate: 1 }));
    const params = { a: 0, b: Float64Array.of(0, 0) };
    const [, state] = optimizer.update({ a: 100, b: Float64Array.of(1, Number.NaN) }, optimizer.init(params), params);
    expect(optimizer.update({ a: 2, b: Float64Array.of(4, 6) }, state, params)[0]).toEqual({
      a: -2,
      b: Float64Array.of(-4, -6),
    });
  });

  test("nothing but such ones is no step", () => {
    const { updates, state } = run(accumulate(2, adam({ learningRate: 1 })), [Number.NaN, Number.NaN, 1, 1]);
    expect(updates.slice(0, 3)).toEqual([0, 0, 0]);
    expect(updates[3]).toBeCloseTo(-1, 7);
    expect(state).toMatchObject({ inner: { moments: { step: 1 } }, step: 4 });
  });
});

test("the mean does not overflow where the sum would", () => {
  const optimizer = accumulate(2, sgd({ learningRate: 1 }));
  const huge = Float32Array.of(3e38);
  const [, state] = optimizer.update(huge, optimizer.init(huge), huge);
  expect(applyUpdates(huge, optimizer.update(huge, state, huge)[0])).toEqual(Float32Array.of(0));
});

test("passes on what the transform needs", () => {
  const optimizer = accumulate(1, polyakSgd());
  expect(optimizer.update<number>(4, optimizer.init(0), 0, { value: 2 })[0]).toBe(-0.5);
  // @ts-expect-error the value is needed
  expect(() => optimizer.update<number>(4, optimizer.init(0), 0)).toThrow(TypeError);
});

test.each([0, 1.5, -1, Number.NaN])("rejects every %s", (every) => {
  expect(() => accumulate(every, sgd({ learningRate: 1 }))).toThrow(
    new RangeError(`accumulate: every must be an integer from 1 up, got ${every}; round it?`),
  );
});
