import { type DType, randomKey, type Tensor, tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { randomNumbers } from "../tests/random-numbers.ts";
import {
  adam,
  applyUpdates,
  chain,
  clipByGlobalNorm,
  type GradientTransform,
  loadState,
  type SavedState,
  saveState,
  sgd,
} from "./index.ts";
import { catalogue } from "./testing/catalogue.ts";

const throughJson = (saved: SavedState): SavedState => JSON.parse(JSON.stringify(saved)) as SavedState;

const awkward = [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324, 1 / 3, -1.7976931348623157e308, Number.EPSILON];
const tensors: Readonly<Record<DType, Tensor>> = {
  float64: tensor(awkward, { dtype: "float64" }),
  float32: tensor(Float32Array.from([...awkward, 1e-45, 3.4e38])),
  int32: tensor([2 ** 31 - 1, -(2 ** 31), 0, -1], { dtype: "int32", shape: [2, 2] }),
  uint8: tensor([0, 255, 7], { dtype: "uint8" }),
  bool: tensor([true, false]),
};
const bitsOf = (t: Tensor): Uint8Array => {
  const { buffer, byteOffset, byteLength } = t.dataSync();
  return new Uint8Array(buffer, byteOffset, byteLength);
};

describe.each([
  ["JSON", (state: unknown) => throughJson(saveState(state))],
  ["typed arrays, cloned", (state: unknown) => structuredClone(saveState(state, { values: "typedArrays" }))],
])("through %s", (_, pass) => {
  test.each(Object.values(tensors))("every bit of %s stays", (t) => {
    const loaded = loadState(pass({ t }), { t });
    expect([loaded.t.dtype, loaded.t.shape]).toEqual([t.dtype, t.shape]);
    expect(bitsOf(loaded.t)).toEqual(bitsOf(t));
  });

  test("scalars, empty tensors, views and keys", () => {
    const state = {
      scalar: tensor(-0, { dtype: "float64" }),
      empty: tensor([], { shape: [0, 3] }),
      key: randomKey(-7),
      nested: [{ deep: [tensor([[1, 2, 3]])] }, {}],
    };
    const loaded = loadState(pass(state), state);
    expect(Object.is(loaded.scalar.item(), -0)).toBe(true);
    expect(loaded.empty.shape).toEqual([0, 3]);
    expect(bitsOf(loaded.key)).toEqual(bitsOf(state.key));
    expect(loaded.nested[0]!.deep![0]!.toArray()).toEqual([[1, 2, 3]]);
    expect(loaded.nested[1]).toEqual({});
  });

  test("parameters too: numbers, typed arrays, and what else is data", () => {
    const params = {
      number: -0,
      worst: Number.NaN,
      single: Float32Array.of(1 / 3, -0, Infinity),
      double: Float64Array.of(1 / 3, Number.NaN),
      name: "NaN",
      done: false,
      nothing: null,
      missing: undefined,
    };
    const { missing, ...rest } = params;
    const loaded = loadState(pass(params), params);
    expect(loaded).toEqual(rest);
    expect(Object.is(loaded.number, -0)).toBe(true);
    expect(loaded.single).toBeInstanceOf(Float32Array);
    expect(Object.is(loaded.single[1], -0)).toBe(true);
    expect(missing).toBeUndefined();
  });

  test("nothing is shared with what was saved", () => {
    const state = { a: Float64Array.of(1, 2), t: tensor(Float32Array.of(3)) };
    const saved = pass(state);
    const first = loadState(saved, state);
    first.a.fill(0);
    first.t.dataSync().fill(0);
    state.a.fill(0);
    const second = loadState(saved, state);
    expect([...second.a, second.t.toArray()]).toEqual([1, 2, [3]]);
  });
});

test("saved typed arrays are copies", () => {
  const array = Float64Array.of(1);
  const saved = saveState({ array, t: tensor(array) }, { values: "typedArrays" });
  array.fill(2);
  expect(saved.state).toMatchObject({ array: { values: Float64Array.of(1) }, t: { values: Float64Array.of(1) } });
});

test("the form is plain, readable and versioned", () => {
  const state = sgd({ learningRate: 0.5 }).init({ w: tensor([1]) });
  expect(saveState({ ...state, w: tensor([[1, -0]]) })).toEqual({
    version: 1,
    state: {
      decay: {},
      rate: { learningRate: { dtype: "float64", shape: [], values: [0.5] } },
      w: { dtype: "float32", shape: [1, 2], values: [1, "-0"] },
    },
  });
  expect(JSON.stringify(saveState(Float64Array.of(Number.NaN, 1)))).toBe(
    '{"version":1,"state":{"dtype":"float64","values":["NaN",1]}}',
  );
});

describe.each(catalogue)("$call", ({ make }) => {
  test("goes on from a save as if it had never stopped, bit by bit", () => {
    const random = randomNumbers(5);
    const draw = () => ({
      layers: [{ weights: tensor(Float32Array.from({ length: 6 }, random), { shape: [2, 3] }) }],
      bias: Float64Array.from({ length: 2 }, random),
      scale: random(),
    });
    type Model = ReturnType<typeof draw>;
    const gradients = Array.from({ length: 20 }, draw);
    const go = (from: number, to: number, params: Model, state: unknown): { params: Model; state: unknown } => {
      let [p, s] = [params, state];
      for (let step = from; step < to; step++) {
        const [updates, next] = make().update<Model>(gradients[step]!, s, p, {
          value: 1,
          valueAndGradient: () => [1, gradients[step]!],
        });
        [p, s] = [applyUpdates<Model>(p, updates), next];
      }
      return { params: p, state: s };
    };
    const start = draw();
    const fresh = { params: start, state: make().init<Model>(start) };
    const whole = go(0, 20, fresh.params, fresh.state);
    const half = go(0, 9, fresh.params, fresh.state);
    for (const saved of [throughJson(saveState(half)), saveState(half, { values: "typedArrays" })]) {
      const { params, state } = loadState(saved, fresh);
      expect(JSON.stringify(saveState(go(9, 20, params, state)))).toBe(JSON.stringify(saveState(whole)));
    }
    expect(JSON.stringify(saveState(half))).not.toBe(JSON.stringify(saveState(whole)));
  });
});

describe("what differs is named by its path", () => {
  const params = { layers: [{ w: tensor([1, 2]) }], scale: 1 };
  const optimizer: GradientTransform<{ clip: object; adam: object }> = chain({
    clip: clipByGlobalNorm(1),
    adam: adam({ learningRate: 0.1 }),
  });
  const saved = saveState(optimizer.init(params));
  const attempt = (from: SavedState, like: unknown) => () => loadState(throughJson(from), like);

  test.each<[string, unknown, string]>([
    [
      "another optimizer",
      sgd({ learningRate: 1 }).init(params),
      "loadState: decay must be a record of {}, got nothing; was it saved from another optimizer?",
    ],
    [
      "another name",
      optimizer.init({ layers: [{ v: tensor([1, 2]) }], scale: 1 }),
      "loadState: adam/moments/mean/layers/0/v must be float32 [2], got nothing",
    ],
    [
      "one leaf less",
      optimizer.init({ layers: [{ w: tensor([1, 2]) }] }),
      "loadState: adam/moments/mean/scale must be nothing, got float64 []",
    ],
    [
      "one layer more",
      optimizer.init({ layers: [...params.layers, ...params.layers], scale: 1 }),
      "loadState: adam/moments/mean/layers must be an array of 2, got an array of 1",
    ],
    [
      "a record for a leaf",
      optimizer.init({ layers: [{ w: { v: 1 } }], scale: 1 }),
      "loadState: adam/moments/mean/layers/0/w must be a record of {v}, got float32 [2]",
    ],
    [
      "a schedule for a rate",
      chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: () => 1 }) }).init(params),
      "loadState: adam/rate/step must be int32 [], got nothing",
    ],
  ])("%s", (_, like, message) => {
    expect(attempt(saved, like)).toThrow(TypeError);
    expect(attempt(saved, like)).toThrow(message);
  });

  test.each<[string, unknown, unknown, string]>([
    ["another shape", { w: tensor([1, 2, 3]) }, { w: tensor([1, 2]) }, "w must be float32 [2], got float32 [3]"],
    ["a transposed shape", tensor([[1, 2]]), tensor([[1], [2]]), "the state must be float32 [2,1], got float32 [1,2]"],
    [
      "another type",
      { n: tensor([1]) },
      { n: tensor([1], { dtype: "float64" }) },
      "n must be float64 [1], got float32 [1]",
    ],
    [
      "a typed array of another kind",
      { a: Float32Array.of(1) },
      { a: Float64Array.of(1) },
      "a must be a Float64Array of 1, got a Float32Array of 1",
    ],
    [
      "a tensor for a typed array",
      { a: tensor([1]) },
      { a: Float32Array.of(1) },
      "a must be a Float32Array of 1, got float32 [1]",
    ],
  ])("%s", (_, state, like, message) => {
    expect(attempt(saveState(state), like)).toThrow(RangeError);
    expect(attempt(saveState(state), like)).toThrow(message);
  });

  test.each<[string, unknown, unknown, string]>([
    ["a number for a tensor", { a: 1 }, { a: tensor(1) }, "a must be float32 [], got a number"],
    ["a tensor for a number", { a: tensor(1) }, { a: 1 }, "a must be a number, got float32 []"],
    ["a text for a number", { a: "1" }, { a: 1 }, 'a must be a number, got the text "1"'],
    ["a number for a text", { a: 1 }, { a: "1" }, 'a must be the text "1", got a number'],
    ["null for a truth", { a: null }, { a: true }, "a must be a boolean, got null"],
    ["an array for a record", { a: [] }, { a: {} }, "a must be a record of {}, got an array of 0"],
    ["a record for an array", { a: {} }, { a: [] }, "a must be an array of 0, got a record of {}"],
  ])("%s", (_, state, like, message) => {
    expect(attempt(saveState(state), like)).toThrow(TypeError);
    expect(attempt(saveState(state), like)).toThrow(message);
  });

  test("names that every object has", () => {
    expect(attempt(saveState({}), { toString: tensor(1) })).toThrow("toString must be float32 [], got nothing");
  });

  test("damaged values", () => {
    const like = { a: tensor([1, 2]) };
    const withValues = (values: unknown) =>
      attempt({ version: 1, state: { a: { dtype: "float32", shape: [2], values } } } as SavedState, like);
    expect(withValues([1])).toThrow("loadState: a must have 2 values, got another list; save it once more?");
    expect(withValues({ 0: 1, 1: 2 })).toThrow("loadState: a must have 2 values");
    expect(withValues([1, "one"])).toThrow('loadState: a must be a number, got the text "one"');
    expect(withValues([1, null])).toThrow("loadState: a must be a number, got null");
    expect(() =>
      loadState(
        { version: 1, state: { a: { dtype: "int32", shape: [1], values: [0.5] } } },
        { a: tensor([1], { dtype: "int32" }) },
      ),
    ).toThrow(RangeError);
  });

  test("what is no save, and saves of the future", () => {
    expect(() => loadState("{}" as unknown as SavedState, {})).toThrow(
      'loadState: what saveState returned is needed, got the text "{}"; parse the text first?',
    );
    expect(() => loadState({} as SavedState, {})).toThrow(TypeError);
    expect(() => loadState(null as unknown as SavedState, {})).toThrow(TypeError);
    expect(() => loadState({ version: 2, state: {} } as unknown as SavedState, {})).toThrow(
      "loadState: version 1 can be read, got 2; update this package?",
    );
  });

  test("what cannot be saved", () => {
    expect(() => saveState({ a: [{ f: () => 1 }] })).toThrow(
      "saveState: a/0/f must be a tensor or a number, got function; leave it out?",
    );
    expect(() => saveState({ d: new Date(0) })).toThrow("saveState: d must be a tensor or a number, got Date");
    expect(() => saveState(1n)).toThrow("saveState: the state must be a tensor or a number, got bigint");
    expect(() => saveState({}, { values: "base64" as "numbers" })).toThrow('values is "numbers" or "typedArrays"');
  });
});
