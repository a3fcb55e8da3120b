import { describe, expect, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import {
  adam,
  applyUpdates,
  chain,
  type GradientTransform,
  momentum,
  polyakSgd,
  scaleByLearningRate,
  skipNonFinite,
} from "./index.ts";

test("finite steps are those of the transform", () => {
  const [safe, plain] = [skipNonFinite(adam({ learningRate: 0.1 })), adam({ learningRate: 0.1 })];
  let [safeState, plainState] = [safe.init(0), plain.init(0)];
  for (const g of [1, -2, 0, 3]) {
    const [a, nextSafe] = safe.update(g, safeState, 0);
    const [b, nextPlain] = plain.update(g, plainState, 0);
    expect(a).toBe(b);
    [safeState, plainState] = [nextSafe, nextPlain];
  }
  expect(valuesOf(safeState)).toEqual({ inner: valuesOf(plainState), step: 4, skipped: 0 });
});

describe.each([Number.NaN, Infinity, -Infinity])("a gradient of %s", (bad) => {
  test("moves nothing and leaves the state inside as it was", () => {
    const optimizer = skipNonFinite(adam({ learningRate: 0.1 }));
    const params = { a: Float32Array.of(1, 2), b: 3 };
    const good = { a: Float32Array.of(1, 1), b: 1 };
    const [, before] = optimizer.update(good, optimizer.init(params), params);
    const [updates, after] = optimizer.update({ a: Float32Array.of(1, bad), b: 1 }, before, params);
    expect(applyUpdates(params, updates)).toEqual(params);
    expect(valuesOf(after)).toEqual({ inner: valuesOf(before.inner), step: 2, skipped: 1 });
    expect(optimizer.update(good, after, params)[0]).toEqual(optimizer.update(good, before, params)[0]);
  });
});

test("a finite gradient whose square is not is skipped as well: it would stay in the state for ever", () => {
  const optimizer = skipNonFinite(adam({ learningRate: 0.1 }));
  const huge = Float32Array.of(1e30);
  const [updates, state] = optimizer.update(huge, optimizer.init(huge), huge);
  expect(updates).toEqual(Float32Array.of(0));
  expect(state.skipped.item()).toBe(1);
  expect(valuesOf(state.inner.moments)).toEqual({ step: 0, mean: [0], meanSquare: [0] });
});

test("updates that are not finite are skipped", () => {
  const optimizer = skipNonFinite(scaleByLearningRate(1e10));
  const huge = Float32Array.of(1e30);
  expect(optimizer.update(huge, optimizer.init(huge), huge)[0]).toEqual(Float32Array.of(0));
});

test("a schedule inside waits for the step that it missed", () => {
  const optimizer = skipNonFinite(momentum({ learningRate: (step) => [1, 10][step]!, momentum: 0 }));
  let state = optimizer.init(0);
  const updates = [1, Number.NaN, 1].map((g) => {
    const [update, next] = optimizer.update(g, state, 0);
    state = next;
    return update;
  });
  expect(updates).toEqual([-1, 0, -10]);
});

test("passes on what the transform needs, and asks for it", () => {
  const optimizer = chain({ safe: skipNonFinite(polyakSgd()) });
  expect(optimizer.update<number>(4, optimizer.init(0), 0, { value: 2 })[0]).toBe(-0.5);
  expect(Math.abs(optimizer.update<number>(4, optimizer.init(0), 0, { value: Number.NaN })[0])).toBe(0);
  // @ts-expect-error the value is needed
  expect(() => optimizer.update<number>(4, optimizer.init(0), 0)).toThrow(TypeError);
  // @ts-expect-error one that needs the value does not pass for one that does not
  const plain: GradientTransform<unknown> = skipNonFinite(polyakSgd());
  expect(plain).toBeDefined();
});
