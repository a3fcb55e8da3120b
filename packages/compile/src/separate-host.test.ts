import { add, cast, multiply, onHost, type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { interpreter } from "./interpreter.ts";
import { separateHost } from "./separate-host.ts";
import { toText } from "./to-text.ts";

const step = tensor(3, { dtype: "int32" });
const x = tensor([1, 2]);
const train = (state: { step: Tensor }, w: Tensor): { w: Tensor; step: Tensor } => {
  const next = add(state.step, 1);
  const rate = onHost((t) => 0.1 / t, next);
  const warm = onHost((t, r) => t * r, next, rate);
  return { w: multiply(w, cast(add(rate, warm), "float32")), step: next };
};

test("functions of numbers leave the program, and their values come in", () => {
  const graph = compile(train).graph({ step }, x);
  const { host, program } = separateHost(graph);
  expect(host.outputs.map(({ path }) => path)).toEqual(["host/0", "host/1"]);
  expect(program.inputs.map(({ path }) => path)).toEqual(["0/step", "1", "host/0", "host/1"]);
  expect(toText(program)).not.toContain("onHost");
  const scalars = interpreter.build(host).run([step, x]);
  expect(scalars.map((t) => t.item())).toEqual([0.1 / 4, (0.1 / 4) * 4]);
  const parts = interpreter.build(program).run([step, x, ...scalars]);
  const whole = interpreter.build(graph).run([step, x]);
  expect(parts.map((t) => t.toArray())).toEqual(whole.map((t) => t.toArray()));
});

test("without such functions the program is the graph", () => {
  const graph = compile((y: Tensor) => add(y, 1)).graph(x);
  const { host, program } = separateHost(graph);
  expect([host.nodes, host.outputs]).toEqual([[], []]);
  expect(toText(program)).toBe(toText(graph));
});
