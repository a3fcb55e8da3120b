import { grad, locateNonFinite, valueAndGrad, vmap } from "@adjoint/autodiff";
import { compile } from "@adjoint/compile";
import { meanSquaredError } from "@adjoint/losses";
import { adam, applyUpdates } from "@adjoint/optimizers";
import {
  add,
  cast,
  log,
  matmul,
  multiply,
  normal,
  onHost,
  ones,
  randomKey,
  splitKey,
  sum,
  type Tensor,
  tanh,
  tensor,
} from "@adjoint/tensor";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

const target = wasmTarget();
const optimizer = adam({ learningRate: (step) => 0.1 / (1 + step) });
const [first, second] = splitKey(randomKey(0));
const start = () => ({ w: normal(first, [4, 3]) });
type Params = ReturnType<typeof start>;
type State = ReturnType<typeof optimizer.init>;
const x = normal(second, [5, 4]);
const y = multiply(sum(x, { axis: 1, keepDims: true }), tensor([[1, -1, 0.5]]));

const step = (params: Params, state: State, inputs: Tensor, targets: Tensor) => {
  const lossOf = ({ w }: Params): Tensor => meanSquaredError(tanh(matmul(inputs, w)), targets);
  const [loss, gradients] = valueAndGrad(lossOf)(params);
  const [updates, next] = optimizer.update(gradients, state, params);
  return { params: applyUpdates(params, updates), state: next, loss };
};

test("several steps in one call, with the rate of each, are as many calls of one", () => {
  const several = compile(
    (params: Params, state: State, inputs: Tensor, targets: Tensor) => {
      let progress = step(params, state, inputs, targets);
      for (let i = 1; i < 4; i++) progress = step(progress.params, progress.state, inputs, targets);
      return progress;
    },
    { target, donate: [0, 1] },
  );
  const one = compile(step, { target, donate: [0, 1] });
  let [a, b] = [start(), start()].map((params) => ({ params, state: optimizer.init(params) })) as [
    { params: Params; state: State },
    { params: Params; state: State },
  ]; // two in, two out
  for (let call = 0; call < 3; call++) {
    a = several(a.params, a.state, x, y);
    for (let i = 0; i < 4; i++) b = one(b.params, b.state, x, y);
  }
  expect([...a.params.w.dataSync()]).toEqual([...b.params.w.dataSync()]);
  expect(several.stats.traces).toBe(1);
});

test("a function on the host may run programs: one that makes the memory grow, or the one that it is part of", () => {
  const total = compile((a: Tensor): Tensor => sum(a), { target });
  const count = (n: number): number => total(ones([4 ** n, 1024])).item() / 1024;
  const scaled = compile((n: Tensor, a: Tensor): Tensor => multiply(a, cast(onHost(count, n), "float32")), { target });
  for (const n of [1, 2, 6])
    expect(scaled(tensor(n, { dtype: "float64" }), tensor([1, 2])).toArray()).toEqual([4 ** n, 2 * 4 ** n]);

  const next = (n: number): number => (n > 0 ? sumTo(tensor(n - 1, { dtype: "float64" }), tensor(n)).item() : 0);
  const sumTo = compile((n: Tensor, a: Tensor): Tensor => add(a, cast(onHost(next, n), "float32")), { target });
  expect(sumTo(tensor(4, { dtype: "float64" }), tensor(5)).item()).toBe(15);
});

test("an ensemble trains in one program by vmap", () => {
  const members = normal(randomKey(3), [6, 4, 3]);
  const gradient = grad((w: Tensor, inputs: Tensor) => sum(tanh(matmul(inputs, w))));
  const each = (w: Tensor): Tensor => gradient(w, x);
  const got = compile((all: Tensor) => vmap(each)(all), { target })(members);
  const expected = vmap(each)(members);
  got.dataSync().forEach((value, i) => expect(value).toBeCloseTo(expected.dataSync()[i]!, 5));
});

test("what is not finite is found inside of a compiled function", () => {
  const compiled = compile((a: Tensor) => sum(log(add(a, -1))), { target });
  const at = tensor([3, 1, 2]);
  expect(compiled(at).item()).toBe(-Infinity);
  expect(locateNonFinite(compiled, at)).toMatchObject({ kind: "value", operation: "log" });
  expect(locateNonFinite(compiled, tensor([3, 4]))).toBeUndefined();
});

test("what a program will take is known before it runs", () => {
  const f = compile((a: Tensor) => matmul(a, a), { target });
  const large = normal(randomKey(1), [300, 300]);
  f.graph(large);
  const { bytes } = f.stats.programs[0]!;
  expect(bytes).toBeGreaterThan(2 * 360_000);
  expect(bytes).toBeLessThan(2 * 360_000 + 2 ** 22);
  expect(f.stats.calls).toBe(0);
});
