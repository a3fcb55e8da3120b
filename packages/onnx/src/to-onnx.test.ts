import { compile, interpreter, separateHost } from "@adjoint/compile";
import * as t from "@adjoint/tensor";
import type { Tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { loadModel } from "./testing/run-model.ts";
import { toOnnx } from "./to-onnx.ts";

const x = t.tensor([
  [3, 1, 2],
  [0.5, -1, 4],
]);

test("inputs and outputs are named by their paths", async () => {
  const f = (params: { w: Tensor; layers: Tensor[] }, y: Tensor): unknown => ({
    sum: t.add(params.w, y),
    all: [t.negate(y), params.layers[0]!],
  });
  const model = await loadModel(toOnnx(compile(f).graph({ w: x, layers: [x] }, x)));
  expect(model.inputNames).toEqual(["0/w", "0/layers/0", "1"]);
  expect(model.outputNames).toEqual(["result/sum", "result/all/0", "result/all/1"]);
  const results = await model.run({ "0/w": x, "0/layers/0": x, "1": t.negate(x) });
  expect(results["result/sum"]!.toArray()).toEqual([
    [0, 0, 0],
    [0, 0, 0],
  ]);
  expect(results["result/all/1"]!.toArray()).toEqual(x.toArray());
});

test("one tensor is the result, once as often as it is returned", async () => {
  const model = await loadModel(toOnnx(compile((y: Tensor) => t.exp(y)).graph(x), { name: "exp" }));
  expect(model.outputNames).toEqual(["result"]);
  const twice = await loadModel(toOnnx(compile((y: Tensor) => [y, y]).graph(x)));
  const results = await twice.run({ "0": x });
  expect([results["result/0"]!.toArray(), results["result/1"]!.toArray()]).toEqual([x.toArray(), x.toArray()]);
});

test("what functions of numbers give comes in", async () => {
  const step = t.tensor(4, { dtype: "int32" });
  const graph = compile((n: Tensor, y: Tensor) =>
    t.multiply(
      y,
      t.cast(
        t.onHost((k) => 1 / k, n),
        "float32",
      ),
    ),
  ).graph(step, x);
  const model = await loadModel(toOnnx(graph));
  expect(model.inputNames).toEqual(["0", "1", "host/0"]);
  const [rate] = interpreter.build(separateHost(graph).host).run([step, x]);
  const { result } = await model.run({ "0": step, "1": x, "host/0": rate! });
  expect(result!.toArray()).toEqual(t.multiply(x, 0.25).toArray());
});

test("constants are stored once, and what repeats in them too", () => {
  const large = t.linspace(0, 1, 10_000);
  const graph = compile((y: Tensor) =>
    t.add(t.add(y, t.broadcastTo(large, [50, 10_000])), t.full([50, 10_000], 2)),
  ).graph(t.ones([50, 10_000]));
  expect(toOnnx(graph).length).toBeLessThan(41_000);
});

test("the same program is the same bytes", () => {
  const f = (a: Tensor): Tensor => t.determinant(t.matmul(a, t.transpose(a)));
  expect(toOnnx(compile(f).graph(x))).toEqual(toOnnx(compile(f).graph(x)));
});

test("an operation of somebody else is named, with the place where it was used", () => {
  const odd: t.Primitive = { name: "odd", shape: ([y]) => [y!], kernel: (y) => y, vjp: null, batch: null };
  const wave = (y: Tensor): Tensor => t.bind(odd, [y], undefined)[0]!;
  expect(() => toOnnx(compile((y: Tensor) => wave(y)).graph(x))).toThrow(
    /^toOnnx: operations of @adjoint\/tensor are needed, got odd\(float32 \[2,3\]\), first used at wave \(.*to-onnx\.test\.ts/,
  );
});
