import { add, DTypeError, multiply, type Tensor, tensor } from "@adjoint/tensor";
import { mapTree } from "@adjoint/tree";
import { describe, expect, expectTypeOf, test } from "vitest";
import { valuesOf } from "../tests/values-of.ts";
import { adam, applyUpdates, type GradientTransform, gradientTransform, momentum, sgd } from "./index.ts";

/** Adds the gradients up, keeps them and their tree, and returns the sum. */
const accumulator: GradientTransform<{ readonly total: unknown }> = gradientTransform<{ readonly total: unknown }>({
  init: (params) => ({ total: params }),
  update: (gradients, { total }) => {
    const sum = mapTree((t: Tensor, g: Tensor) => add(t, g), total, gradients);
    return [sum, { total: sum }];
  },
});
const double: GradientTransform<object> = gradientTransform<object>({
  init: () => ({}),
  update: (gradients, state) => [mapTree((g: Tensor) => multiply(g, 2), gradients), state],
});

describe("a leaf stays what it is", () => {
  const params = {
    number: 1,
    single: Float32Array.of(1, 2),
    double: Float64Array.of(1, 2, 3),
    tensors: [tensor([[1, 2]]), tensor(3, { dtype: "float64" })] as const,
  };
  const [updates] = double.update(params, double.init(params), params);

  test("in updates", () => {
    expectTypeOf(updates).toEqualTypeOf<typeof params>();
    expect(updates.number).toBe(2);
    expect(updates.single).toEqual(Float32Array.of(2, 4));
    expect(updates.double).toEqual(Float64Array.of(2, 4, 6));
    expect(updates.tensors.map(String)).toEqual(["float32 [1,2] [[2, 4]]", "float64 [] 6"]);
  });

  test("in parameters", () => {
    const next = applyUpdates(params, updates);
    expectTypeOf(next).toEqualTypeOf<typeof params>();
    expect(next.number).toBe(3);
    expect(next.single).toEqual(Float32Array.of(3, 6));
    expect(next.double).toEqual(Float64Array.of(3, 6, 9));
    expect(next.tensors.map(String)).toEqual(["float32 [1,2] [[3, 6]]", "float64 [] 9"]);
  });

  test("at the root", () => {
    expect(double.update(5, double.init(5), 5)[0]).toBe(10);
    const array = Float32Array.of(5);
    expect(double.update(array, double.init(array), array)[0]).toEqual(Float32Array.of(10));
  });
});

test("numbers are computed in double precision", () => {
  const optimizer = sgd({ learningRate: 0.1 });
  const params: number = 1;
  const [update] = optimizer.update(1 / 3, optimizer.init(params), params);
  expect(update).toBe(-0.1 * (1 / 3));
  expect(applyUpdates(params, update)).toBe(1 + -0.1 * (1 / 3));
});

test("a typed array keeps its precision", () => {
  const optimizer = sgd({ learningRate: 0.1 });
  const single = Float32Array.of(1 / 3);
  const [update] = optimizer.update(single, optimizer.init(single), single);
  expect(update[0]).toBe(Math.fround(-Math.fround(0.1) * Math.fround(1 / 3)));
});

test.each([
  ["an Int32Array", Int32Array.of(1), "a Int32Array"],
  ["a Uint8Array", Uint8Array.of(1), "a Uint8Array"],
  ["a text", "1", 'the text "1"'],
  ["undefined", undefined, "undefined"],
  ["null", null, "null"],
  ["a bigint", 1n, "1"],
  ["an integer tensor", tensor([1], { dtype: "int32" }), "int32"],
])("%s is no leaf, in whichever tree", (_, leaf, kind) => {
  const good = { layers: [1, 2] };
  const bad = { layers: [1, leaf as unknown as number] };
  const message = `layers/1 must be a float tensor, a number, a Float32Array or a Float64Array, got ${kind}; convert it?`;
  const optimizer = sgd({ learningRate: 0.1 });
  const state = optimizer.init(good);
  for (const attempt of [
    () => optimizer.init(bad),
    () => optimizer.update(bad, state, good),
    () => optimizer.update(good, state, bad),
    () => applyUpdates(bad, good),
    () => applyUpdates(good, bad),
  ]) {
    expect(attempt).toThrow(TypeError);
    expect(attempt).toThrow(leaf === undefined ? "layers/1 must be" : message);
  }
});

test("a wrong root is called the parameter", () => {
  const optimizer = sgd({ learningRate: 0.1 });
  expect(() => optimizer.init(undefined as unknown as number)).toThrow(
    "optimizer: the parameter must be a float tensor",
  );
});

describe("trees that differ", () => {
  const params = { w: tensor([1, 2]), layers: [{ b: 1 }] };
  const optimizer = sgd({ learningRate: 0.1 });
  const state = optimizer.init(params);

  test.each([
    [
      { w: params.w, layers: [{ c: 1 }] },
      TypeError,
      "layers/0 must be a record of {c} as in the first tree, got a record of {b}",
    ],
    [{ w: params.w, layers: [] }, TypeError, "layers must be an array of 0 as in the first tree, got an array of 1"],
    [{ w: params.w }, TypeError, "the root must be a record of {w} as in the first tree, got a record of {layers, w}"],
    [
      { w: tensor([1, 2, 3]), layers: [{ b: 1 }] },
      RangeError,
      "at w must be float32 [2] as its parameter is, got float32 [3]",
    ],
    [
      { w: tensor([[1, 2]]), layers: [{ b: 1 }] },
      RangeError,
      "at w must be float32 [2] as its parameter is, got float32 [1,2]",
    ],
    [
      { w: tensor([1, 2], { dtype: "float64" }), layers: [{ b: 1 }] },
      RangeError,
      "at w must be float32 [2] as its parameter is, got float64 [2]",
    ],
    [
      { w: params.w, layers: [{ b: Float64Array.of(1) }] },
      RangeError,
      "at layers/0/b must be float64 [] as its parameter is, got float64 [1]",
    ],
  ])("are named by their path: %#", (gradients, kind, message) => {
    const attempt = () => optimizer.update(gradients as unknown as typeof params, state, params);
    expect(attempt).toThrow(kind);
    expect(attempt).toThrow(message);
  });

  test("a gradient at the root needs no path", () => {
    expect(() => optimizer.update(tensor([1]), state, tensor([1, 2]))).toThrow(
      "optimizer: the gradient must be float32 [2] as its parameter is, got float32 [1]; reshape or cast it?",
    );
  });
});

describe("inputs and outputs belong to the caller", () => {
  test("nothing is written in place", () => {
    const params = { w: Float64Array.of(1, 2), t: tensor([3, 4]), n: 5 };
    const gradients = { w: Float64Array.of(0.1, -0.2), t: tensor([0.3, -0.4]), n: 0.5 };
    const optimizer = adam({ learningRate: 0.1 });
    const state = optimizer.init(params);
    const [before, stateBefore] = [structuredClone([params.w, gradients.w]), JSON.stringify(valuesOf(state))];
    const tensorsBefore = [params.t, gradients.t].map((t) => t.dataSync().slice());
    for (let step = 0; step < 3; step++) applyUpdates(params, optimizer.update(gradients, state, params)[0]);
    expect([params.w, gradients.w]).toEqual(before);
    expect([params.t, gradients.t].map((t) => t.dataSync())).toEqual(tensorsBefore);
    expect(JSON.stringify(valuesOf(state))).toBe(stateBefore);
  });

  test("typed arrays may be written to afterwards: no state sees them", () => {
    const params = Float64Array.of(1, 2);
    let state = accumulator.init(params);
    params.fill(Number.NaN);
    const gradients = Float64Array.of(10, 20);
    for (let step = 0; step < 2; step++) {
      const [updates, next] = accumulator.update(gradients, state, Float64Array.of(0, 0));
      state = next;
      updates.fill(Number.NaN);
    }
    gradients.fill(Number.NaN);
    expect(valuesOf(state)).toEqual({ total: [21, 42] });
  });

  test("a momentum whose updates are written to goes on undisturbed", () => {
    const optimizer = momentum({ learningRate: 1, momentum: 0.5 });
    const g = Float64Array.of(1);
    let [updates, state] = optimizer.update(g, optimizer.init(g), g);
    updates.fill(100);
    [updates, state] = optimizer.update(g, state, g);
    expect(updates).toEqual(Float64Array.of(-1.5));
    expect(valuesOf(state.momentum)).toEqual({ velocity: [-1.5] });
  });
});

describe("forms of trees", () => {
  interface Layer {
    readonly weights: Tensor;
    readonly bias?: Tensor;
  }
  interface Model {
    readonly layers: readonly [Layer, Layer];
    readonly scale: number;
  }
  const optimizer = sgd({ learningRate: 1 });

  test("interfaces, tuples and optional fields", () => {
    const params: Model = { layers: [{ weights: tensor([1]) }, { weights: tensor([2]), bias: tensor([3]) }], scale: 4 };
    const [updates] = optimizer.update(params, optimizer.init(params), params);
    expectTypeOf(updates).toEqualTypeOf<Model>();
    expectTypeOf(applyUpdates(params, updates)).toEqualTypeOf<Model>();
    expect(valuesOf(updates.layers)).toEqual([{ weights: [-1] }, { weights: [-2], bias: [-3] }]);
    expect(updates.scale).toBe(-4);
  });

  test("gradients and parameters are of one type", () => {
    const params = { w: 1, b: 2 };
    // @ts-expect-error b is missing
    expect(() => optimizer.update(params, optimizer.init(params), { w: 1 })).toThrow(TypeError);
    // @ts-expect-error a text is no parameter
    expect(() => optimizer.init({ w: "1" })).toThrow(TypeError);
    // @ts-expect-error an integer array is no parameter
    expect(() => optimizer.init({ w: Int32Array.of(1) })).toThrow(TypeError);
    // @ts-expect-error a function is no parameter
    expect(() => optimizer.init({ w: () => 1 })).toThrow(TypeError);
  });

  test("fields may come in another order, an empty tree is a tree", () => {
    const params = { w: 1, b: 2 };
    const gradients = { b: 20, w: 10 };
    expect(optimizer.update(gradients, optimizer.init(params), params)[0]).toEqual({ b: -20, w: -10 });
    expect(optimizer.update({}, optimizer.init({}), {})[0]).toEqual({});
    expect(applyUpdates([], [])).toEqual([]);
  });

  test("empty tensors stay empty", () => {
    const none = tensor([], { shape: [0, 3] });
    const [update] = adam({ learningRate: 1 }).update(none, adam({ learningRate: 1 }).init(none), none);
    expect(applyUpdates(none, update).shape).toEqual([0, 3]);
  });
});

test("an integer tensor inside of an update is a DTypeError or a TypeError, never a silent cast", () => {
  expect(() => applyUpdates(tensor([1]), tensor([1], { dtype: "int32" }))).toThrow(TypeError);
  expect(new DTypeError("")).toBeInstanceOf(TypeError);
});
