import { grad } from "@adjoint/autodiff";
import { adam, applyUpdates, chain, clipByGlobalNorm, loadState, saveState } from "@adjoint/optimizers";
import {
  add,
  type DType,
  foldIn,
  matmul,
  mean,
  normal,
  type RandomKey,
  randomKey,
  square,
  subtract,
  type Tensor,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { decodeRun } from "./decode-run.ts";
import { encodeRun, type Run } from "./encode-run.ts";
import { RUN_FIELD } from "./internal/run-form.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { restoreTree } from "./restore-tree.ts";
import { writeSafetensors } from "./write-safetensors.ts";

const awkward = [Number.NaN, Infinity, -Infinity, -0, 0, 5e-324, 1 / 3, -1.7976931348623157e308];
const tensors: Readonly<Record<DType, Tensor>> = {
  float64: tensor(awkward, { dtype: "float64" }),
  float32: tensor(Float32Array.from([...awkward, 1e-45, 3.4e38])),
  int32: tensor([2 ** 31 - 1, -(2 ** 31), 0, -1], { dtype: "int32", shape: [2, 2] }),
  uint8: tensor([0, 255, 7], { dtype: "uint8" }),
  bool: tensor([true, false]),
};

const through = <R extends Run>(run: R): R => decodeRun(encodeRun(run)) as R;

test("everything that is data comes back", () => {
  const run = {
    tensors,
    scalar: tensor(-0, { dtype: "float64" }),
    empty: tensor([], { shape: [0, 3] }),
    single: Float32Array.from(awkward),
    double: Float64Array.from(awkward),
    words: Int32Array.of(-1, 2 ** 31 - 1),
    bytes: Uint8Array.of(0, 255),
    numbers: [...awkward, 12, -0.1, 2 ** 53],
    texts: ["", "tensor", "number NaN", "text ", "Float32Array", 'é ☃ 😀 " \\ \n', "\ud800", "NaN"],
    flags: [true, false, null],
    nested: [[], {}, [{ a: [{ b: 1 }] }]],
    alike: { "a/b": tensor([1]), a: { b: tensor([2]) }, "a~1b": tensor([3]), "": tensor([4]) },
    names: JSON.parse('{ "__proto__": 1, "constructor": { "prototype": "x" }, "0": 2, "a/b": 3, "": 4 }') as object,
  };
  const back = through(run);
  expect(back).toEqual(run);
  expect(Object.keys(back)).toEqual(Object.keys(run));
  for (const [name, t] of Object.entries(tensors)) {
    const got = back.tensors[name as DType]; // a name of the record
    expect([got.dtype, got.shape]).toEqual([t.dtype, t.shape]);
    expect(new Uint8Array(got.dataSync().slice().buffer)).toEqual(new Uint8Array(t.dataSync().slice().buffer));
  }
  expect(back.single).toBeInstanceOf(Float32Array);
  expect(Object.is(back.numbers[3], -0)).toBe(true);
});

test("a field that is undefined is missing", () => {
  expect(through({ a: 1, b: undefined })).toEqual({ a: 1 });
});

test("every reader of safetensors sees the tensors", () => {
  const file = encodeRun({ params: [{ w: tensor([[1, 2]]) }], moments: Float64Array.of(3), step: 1 });
  const { tensors: named, metadata } = readSafetensors(file);
  expect(Object.keys(named).sort()).toEqual(["moments", "params/0/w"]);
  expect(JSON.parse(metadata[RUN_FIELD]!)).toEqual({
    version: 1,
    form: { params: [{ w: "tensor" }], moments: "Float64Array", step: 1 },
  });
});

test("nothing is shared with what was saved, or with the file", () => {
  const array = Float64Array.of(1);
  const file = encodeRun({ array });
  array.fill(2);
  const back = decodeRun(file);
  file.fill(255);
  expect(back["array"]).toEqual(Float64Array.of(1));
});

describe("a run is refused", () => {
  test.each<[string, unknown, string]>([
    ["a function", { a: [{ f: () => 1 }] }, "encodeRun: a/0/f must be a tensor, a typed array"],
    [
      "a date",
      { at: new Date() },
      "at must be a tensor, a typed array, a number, a text, true, false or null, got Date",
    ],
    ["a big integer", { n: 1n }, "got bigint"],
    ["a gap in a list", { list: [1, undefined] }, "list/1 must be"],
    ["an array of another type", { words: new Uint32Array(1) }, "got Uint32Array"],
    ["no record", [1], "encodeRun: a record is needed"],
    ["a tensor alone", tensor([1]), "encodeRun: a record is needed"],
    ["nothing", null, "encodeRun: a record is needed"],
  ])("for %s", (_, run, message) => {
    expect(() => Reflect.apply(encodeRun, undefined, [run])).toThrow(TypeError);
    expect(() => Reflect.apply(encodeRun, undefined, [run])).toThrow(message);
  });

  test("for nesting without end", () => {
    let nested: object = {};
    for (let level = 0; level < 600; level++) nested = { nested };
    expect(() => encodeRun({ nested })).toThrow("500 levels at most");
  });
});

const file = (form: unknown, named: Record<string, Tensor> = {}, version = 1): Uint8Array =>
  writeSafetensors(named, { metadata: { [RUN_FIELD]: JSON.stringify({ version, form }) } });

test.each<[string, Uint8Array, string]>([
  ["another file", writeSafetensors({ a: zeros([1]) }), "got one without adjoint.run; read it with readSafetensors?"],
  ["a tensor of no leaf", file({}, { a: zeros([1]) }), 'no tensor besides its form, got "a"'],
  ["a leaf of no tensor", file({ a: "tensor" }), 'a tensor for "tensor" at "a", got nothing'],
  ["an array of another type", file({ a: "Float64Array" }, { a: zeros([1]) }), "got float32"],
  ["a leaf of another kind", file({ a: "function" }, { a: zeros([1]) }), 'a tensor for "function" at "a"'],
  ["a number that is none", file({ a: "number 0x10" }), "got nothing"],
  ["a form that is no record", file([1]), "a record as its form"],
  ["no form", file(undefined), "a record as its form"],
  ["deep nesting", file(JSON.parse(`{"a":${"[".repeat(9999)}${"]".repeat(9999)}}`)), "500 levels at most"],
])("%s is refused", (_, bytes, message) => {
  expect(() => decodeRun(bytes)).toThrow(SyntaxError);
  expect(() => decodeRun(bytes)).toThrow(message);
});

test("a version to come is refused", () => {
  expect(() => decodeRun(file({}, {}, 2))).toThrow(
    new RangeError("decodeRun: version 1 can be read, got 2; update this package?"),
  );
});

describe("restoreTree", () => {
  const like = { layers: [{ w: zeros([2]) }], rate: 0.1, moments: Float64Array.of(1, 2), name: "adam", none: null };

  test("gives what has the form, with its type", () => {
    const saved: Run = through({ ...like, rate: 0.5, name: "sgd" });
    const back = restoreTree(saved, like);
    expect(back).toEqual(saved);
    expect(back.layers[0]!.w.shape).toEqual([2]); // typed like `like`
  });

  test.each<[string, unknown, string]>([
    ["another shape", { ...like, layers: [{ w: zeros([3]) }] }, "layers/0/w must be float32 [2], got float32 [3]"],
    ["another type", { ...like, layers: [{ w: zeros([2], "int32") }] }, "got int32 [2]"],
    ["a number for a tensor", { ...like, layers: [{ w: 1 }] }, "got a number"],
    [
      "a shorter array",
      { ...like, moments: Float64Array.of(1) },
      "moments must be a Float64Array of 2, got a Float64Array of 1",
    ],
    ["another array", { ...like, moments: Float32Array.of(1, 2) }, "got a Float32Array of 2"],
    ["a text for a number", { ...like, rate: "0.1" }, "rate must be a number, got a string"],
    ["null for a number", { ...like, rate: null }, "rate must be a number, got null"],
    ["a layer more", { ...like, layers: [{ w: zeros([2]) }, {}] }, "layers must be an array of 1"],
    ["a name more", { ...like, more: 1 }, "must be a record of {layers, moments, name, none, rate}"],
    ["nothing", undefined, "got missing"],
  ])("names %s", (_, saved, message) => {
    expect(() => restoreTree(saved, like)).toThrow(message);
  });
});

describe("a run goes on bit by bit", () => {
  const optimizer = chain({ clip: clipByGlobalNorm(1), adam: adam({ learningRate: (step) => 0.1 / (1 + step) }) });
  const start = { w: normal(randomKey(1), [3, 2]), b: zeros([2]) };
  const lossOf = (params: typeof start, x: Tensor, y: Tensor) =>
    mean(square(subtract(add(matmul(x, params.w), params.b), y)));
  interface State {
    readonly params: typeof start;
    readonly state: ReturnType<typeof optimizer.init>;
    readonly key: RandomKey;
    readonly step: number;
  }
  const fresh: State = { params: start, state: optimizer.init(start), key: randomKey(2), step: 0 };
  const advance = (run: State): State => {
    const key = foldIn(run.key, run.step);
    const gradients = grad(lossOf)(run.params, normal(key, [4, 3]), zeros([4, 2]));
    const [updates, state] = optimizer.update(gradients, run.state, run.params);
    return { params: applyUpdates(run.params, updates), state, key, step: run.step + 1 };
  };
  const after = (steps: number, from: State): State => {
    let run = from;
    for (let i = 0; i < steps; i++) run = advance(run);
    return run;
  };

  test("from a file after every step", () => {
    const whole = after(20, fresh);
    let stopped = fresh;
    for (let i = 0; i < 20; i++) stopped = restoreTree(decodeRun(encodeRun({ ...advance(stopped) })), fresh);
    expect(encodeRun({ ...stopped })).toEqual(encodeRun({ ...whole }));
    expect(encodeRun({ ...after(19, fresh) })).not.toEqual(encodeRun({ ...whole }));
  });

  test("in the plain form that optimizers save", () => {
    const { params, state } = after(7, fresh);
    const run = decodeRun(encodeRun({ saved: saveState({ params, state }, { values: "typedArrays" }) }));
    const loaded = loadState(run["saved"] as ReturnType<typeof saveState>, { params, state });
    expect(encodeRun(loaded)).toEqual(encodeRun({ params, state }));
  });
});
