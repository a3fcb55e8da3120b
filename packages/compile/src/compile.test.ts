import { customVjp, grad, hessianVectorProduct, valueAndGrad, vmap } from "@adjoint/autodiff";
import { softmaxCrossEntropyWithIntegerLabels } from "@adjoint/losses";
import { adam, applyUpdates, sgd, withLearningRate } from "@adjoint/optimizers";
import {
  add,
  exp,
  isTensor,
  matmul,
  maximum,
  mean,
  multiply,
  normal,
  onHost,
  round,
  randomKey,
  sin,
  splitKey,
  square,
  stopGradient,
  sum,
  type Tensor,
  TraceError,
  tensor,
  zeros,
} from "@adjoint/tensor";
import { expect, expectTypeOf, test, vi } from "vitest";
import { compile } from "./compile.ts";
import { interpreter } from "./interpreter.ts";
import { arenaTarget } from "./testing/arena-target.ts";

const [key1, key2, key3] = splitKey(randomKey(1), 3);
const initial = {
  hidden: { weights: normal(key1, [6, 5], { standardDeviation: 0.5 }), bias: zeros([5]) },
  output: { weights: normal(key2, [5, 3], { standardDeviation: 0.5 }), bias: zeros([3]) },
};
type Params = typeof initial;
const x = normal(key3, [8, 6]);
const labels = tensor([0, 1, 2, 0, 1, 2, 0, 1], { dtype: "int32" });

const lossOf = ({ hidden, output }: Params, inputs: Tensor, targets: Tensor): Tensor => {
  const features = maximum(add(matmul(inputs, hidden.weights), hidden.bias), 0);
  return softmaxCrossEntropyWithIntegerLabels(add(matmul(features, output.weights), output.bias), targets);
};
const optimizer = adam({ learningRate: (step) => 0.1 / (1 + step) });
type State = ReturnType<typeof optimizer.init>;

const step = (params: Params, state: State, inputs: Tensor, targets: Tensor) => {
  const [loss, gradients] = valueAndGrad(lossOf)(params, inputs, targets);
  const [updates, next] = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updates), state: next, loss };
};

const bitsOf = (tree: unknown): unknown =>
  JSON.stringify(tree, (_, value: unknown) =>
    isTensor(value) ? [value.dtype, value.shape, ...value.dataSync()] : value,
  );

test("a train step, its gradient and its optimizer included, gives the bits of the eager one, and is traced once", () => {
  const compiled = compile(step);
  let eager = { params: initial, state: optimizer.init(initial) };
  let fast = eager;
  for (let k = 0; k < 20; k++) {
    eager = step(eager.params, eager.state, x, labels);
    fast = compiled(fast.params, fast.state, x, labels);
  }
  expect(bitsOf(fast)).toBe(bitsOf(eager));
  expect(compiled.stats).toMatchObject({ target: "interpreter", calls: 20, traces: 1 });
  // the rate of the schedule changed at every call: it is computed ahead, on the host
  expect(compiled.stats.programs[0]!.hostNodes).toBeGreaterThan(3);
  expect(compiled.stats.programs[0]!.nodes).toBeLessThan(compiled.stats.programs[0]!.tracedNodes);
  expectTypeOf(compiled).toExtend<typeof step>();
});

test("a plan that keeps all values in one arena gives the same bits", () => {
  const compiled = compile(step, { target: arenaTarget });
  let eager = { params: initial, state: optimizer.init(initial) };
  let fast = eager;
  for (let k = 0; k < 3; k++) {
    eager = step(eager.params, eager.state, x, labels);
    fast = compiled(fast.params, fast.state, x, labels);
  }
  expect(bitsOf(fast)).toBe(bitsOf(eager));
});

test("a learning rate that is set anew does not trace again", () => {
  const plain = sgd({ learningRate: 0.1 });
  const f = vi.fn((params: { w: Tensor }, state: ReturnType<typeof plain.init>) => {
    const [updates] = plain.update({ w: multiply(params.w, 2) }, state, params);
    return applyUpdates(params, updates);
  });
  const compiled = compile(f);
  const params = { w: tensor([1, -2], { dtype: "float64" }) };
  const state = plain.init(params);
  expect(compiled(params, state).w.toArray()).toEqual([0.8, -1.6]);
  expect(compiled(params, withLearningRate(state, 0.25)).w.toArray()).toEqual([0.5, -1]);
  expect(f).toHaveBeenCalledTimes(1);
});

test("each shape, type, form and constant has its program, found again", () => {
  const f = vi.fn((a: { x: Tensor; y?: Tensor }, power: number) => sum(multiply(a.x, power)));
  const compiled = compile(f);
  const calls: [{ x: Tensor; y?: Tensor }, number][] = [
    [{ x: zeros([2]) }, 1],
    [{ x: zeros([3]) }, 1],
    [{ x: zeros([3], "float64") }, 1],
    [{ x: zeros([3]) }, 2],
    [{ x: zeros([3]), y: zeros([1]) }, 2],
  ];
  for (const call of [...calls, ...calls]) compiled(...call);
  expect(f).toHaveBeenCalledTimes(5);
  expect(compiled.stats).toMatchObject({ calls: 10, traces: 5 });
  expect(compiled.stats.programs.map(({ signature }) => signature)[0]).toBe('[{"x":"float32[2]"},"number 1"]');
  expect(compiled({ x: tensor([1, 2]) }, 3).item()).toBe(9);
});

test("arguments that differ in anything from those of the last call are traced anew", () => {
  const [list, callback] = [new Float32Array(1), () => 1];
  const a = zeros([2]);
  const all: readonly unknown[][] = [
    [a],
    [tensor([0, 0], { dtype: "float64" })],
    [zeros([2, 1])],
    [[a]],
    [[a, a]],
    [{ 0: a }],
    [{ x: a, y: a }],
    [{ y: a, x: a }],
    [{ x: a, z: a }],
    [{ x: a, y: null }],
    [{ x: a }],
    [JSON.parse('{"__proto__":1}'), a],
    [{}, a],
    [undefined, a],
    [list, a],
    [callback, a],
    ["a", a],
    [0, a],
    [-0, a],
    ["0", a],
    [Number.NaN, a],
  ];
  const f = vi.fn((...inputs: unknown[]) => [inputs.length, add(a, 1)]);
  const compiled = compile(f);
  for (const [i, inputs] of all.entries()) {
    for (let k = 0; k < 2; k++) expect(compiled(...inputs)[0]).toBe(inputs.length);
    expect(f).toHaveBeenCalledTimes(i + 1);
  }
  // a field that is undefined is none
  compiled(...all[10]!);
  compiled({ x: a, y: undefined });
  expect(f).toHaveBeenCalledTimes(all.length);
});

test("a result keeps its form: lists, records, names that mean something elsewhere", () => {
  const form = JSON.parse('{"list":[1,[]],"__proto__":{"deep":2},"none":{}}') as Record<string, unknown>;
  const compiled = compile((a: Tensor) => ({ ...form, a: [{ twice: multiply(a, 2) }] }));
  for (const value of [1, 2]) {
    const { a, ...others } = compiled(tensor([value]));
    expect(a[0]!.twice.toArray()).toEqual([2 * value]);
    expect(JSON.stringify(others)).toBe(JSON.stringify(form));
    expect(Object.getPrototypeOf(others)).toBe(Object.prototype);
  }
});

test("the program not used for longest goes when there are too many", () => {
  const f = vi.fn((a: Tensor) => add(a, 1));
  const compiled = compile(f, { capacity: 2 });
  for (const n of [1, 2, 1, 3, 1]) compiled(zeros([n]));
  expect(f).toHaveBeenCalledTimes(3);
  compiled(zeros([2]));
  expect(f).toHaveBeenCalledTimes(4);
  compiled.dispose();
  expect(compiled.stats.programs).toEqual([]);
  expect(compiled(zeros([1])).toArray()).toEqual([1]);
});

test("results that are no tensors come out as they are, tensors that never change too", () => {
  const compiled = compile((a: Tensor) => ({ twice: multiply(a, 2), name: "f", fixed: tensor([7]), list: [1, a] }));
  const { twice, name, fixed, list } = compiled(tensor([1, 2]));
  expect(twice.toArray()).toEqual([2, 4]);
  expect([name, fixed.toArray(), list[0]]).toEqual(["f", [7], 1]);
  expect((list[1] as Tensor).toArray()).toEqual([1, 2]);
});

test("a derivative around a compiled function leaves what was donated to it alone", () => {
  const compiled = compile((w: Tensor, a: Tensor) => sum(multiply(w, square(a))), { donate: [0] });
  const w = tensor([1, 2]);
  expect(grad((a: Tensor) => compiled(w, a))(tensor([3, 4])).toArray()).toEqual([6, 16]);
  expect(w.toArray()).toEqual([1, 2]);
});

test.each([interpreter, arenaTarget])("transforms go in and around: $name", (target) => {
  const cube = (a: Tensor): Tensor => multiply(a, square(a));
  const at = tensor([1, 2, -3], { dtype: "float64" });
  const inside = compile((a: Tensor) => vmap(grad(cube))(a), { target });
  expect(inside(at).toArray()).toEqual([3, 12, 27]);
  const compiled = compile((a: Tensor) => sum(cube(a)), { target });
  expect(grad(compiled)(at).toArray()).toEqual([3, 12, 27]);
  expect(vmap(compile(cube, { target }))(at).toArray()).toEqual([1, 8, -27]);
  expect(hessianVectorProduct(compiled, at, at).toArray()).toEqual([6, 24, 54]);
  const outer = compile((a: Tensor) => grad((b: Tensor) => sum(compile(sin, { target })(b)))(a));
  expect(outer(at).toArray()).toEqual([1, 2, -3].map(Math.cos));
});

test("a transform around a compiled function has no program made that nobody runs", () => {
  const build = vi.fn(interpreter.build);
  const compiled = compile((a: Tensor) => sum(multiply(a, a)), { target: { ...interpreter, build } });
  expect(grad(compiled)(tensor([3, -4])).toArray()).toEqual([6, -8]);
  expect([build.mock.calls.length, compiled.stats.calls, compiled.stats.traces]).toEqual([0, 1, 0]);
  expect(compiled(tensor([3, -4])).item()).toBe(25);
  expect([build.mock.calls.length, compiled.stats.traces]).toEqual([1, 1]);
});

test("a derivative around a compiled function stops where the function says", () => {
  const f = (a: Tensor): Tensor => sum(multiply(a, stopGradient(a)));
  expect(grad(compile(f))(tensor([3, -4])).toArray()).toEqual([3, -4]);
});

test("a derivative around a compiled function is the one that it gives itself", () => {
  const straightThrough = customVjp(
    (a: Tensor) => round(a),
    (cotangent) => [cotangent],
  );
  const compiled = compile((a: Tensor) => sum(multiply(straightThrough(a), a)));
  const expected = grad((a: Tensor) => sum(multiply(straightThrough(a), a)))(tensor([1.25, -2])).toArray();
  expect(expected).toEqual([2.25, -4]);
  expect(grad(compiled)(tensor([1.25, -2])).toArray()).toEqual(expected);
  expect(compile((a: Tensor) => grad(compiled)(a))(tensor([1.25, -2])).toArray()).toEqual(expected);
});

test("a donated tensor has no values afterwards and says so; one that comes back unchanged does", () => {
  const compiled = compile((p: { w: Tensor; b: Tensor }, a: Tensor) => ({ w: add(p.w, a), b: p.b }), { donate: [0] });
  const before = { w: tensor([1, 2]), b: tensor([5]) };
  const shift = tensor([10, 10]);
  const after = compiled(before, shift);
  expect([after.w.toArray(), after.b.toArray(), shift.toArray()]).toEqual([[11, 12], [5], [10, 10]]);
  expect(() => before.w.dataSync()).toThrow(TraceError);
  expect(() => before.w.dataSync()).toThrow("dataSync: the tensor was donated to a compiled function");
  expect(() => add(before.b, 1)).toThrow("add: the tensor was donated to a compiled function");
  expect(compiled(after, shift).w.toArray()).toEqual([21, 22]);
  expect(() => compile(exp, { donate: [1] })(shift)).toThrow("compile: there is no argument 1 to donate, got 1");
});

test("what cannot be a program says what to do", () => {
  const a = tensor([1, 2]);
  expect(() => compile((t: Tensor) => multiply(t, t.item()))(tensor([1]))).toThrow(TraceError);
  expect(() => compile((t: Tensor) => (t.dataSync()[0]! > 0 ? t : exp(t)))(a)).toThrow("dataSync: a traced tensor");
  expect(() => compile(async (t: Tensor) => t)(a)).toThrow("compile: the function is asynchronous");
  expect(() => grad((t: Tensor) => sum(compile((s: Tensor) => multiply(s, t))(a)))(a)).toThrow(
    "compile: the function uses a traced tensor that is not among its arguments",
  );
  let leaked: Tensor | undefined;
  compile((t: Tensor) => {
    leaked = exp(t);
    return t;
  })(a);
  expect(() => add(leaked!, 1)).toThrow("add: a tensor outlived the function it was compiled in");
  expect(() => compile((t: Tensor) => onHost(Math.sqrt, mean(t)))(a)).toThrow("onHost: its argument is computed by");
  expect(() => compile(exp, { capacity: 0 })).toThrow(RangeError);
});

test("the graph shows what runs, without running it", () => {
  const f = vi.fn((a: Tensor) => exp(multiply(a, 1)));
  const graph = compile(f).graph(zeros([2]));
  expect(graph.nodes.map(({ primitive }) => primitive.name)).toEqual(["exp"]);
});

test.each([
  ["no function", [3], "compile: a function is needed, got 3"],
  ["a target by name", [(x: Tensor) => x, { target: "wasm" }], "compile: a target is an object that builds graphs"],
  ["a position without brackets", [(x: Tensor) => x, { donate: 0 }], "compile: donate is a list of positions, got 0"],
])("%s is refused at once", (_, inputs, message) => {
  expect(() => Reflect.apply(compile, undefined, inputs)).toThrow(new RegExp(message));
  expect(() => Reflect.apply(compile, undefined, inputs)).toThrow(TypeError);
});
