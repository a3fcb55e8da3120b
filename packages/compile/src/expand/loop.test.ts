import { add, bind, cast, multiply, type Tensor, tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { compile } from "../compile.ts";
import { unknownOperation } from "../unknown-operation.ts";
import { loop } from "./loop.ts";

const x = tensor([1, 2, 3]);
// x -> 2 x + round, three times
const rounds = (y: Tensor, by: Tensor): Tensor =>
  loop(3, (round, [s], factor) => [add(multiply(s, factor), cast(round, "float32"))] as const, [y] as const, by)[0];
const expected = [12, 20, 28];

test("rounds of a step, with what stays the same beside", () => {
  expect(rounds(x, tensor(2)).toArray()).toEqual(expected);
});

test("it is one operation of a program", () => {
  const program = compile(rounds);
  expect(program(x, tensor(2)).toArray()).toEqual(expected);
  expect(program.graph(x, tensor(2)).nodes.map(({ primitive }) => primitive.name)).toEqual(["loop"]);
});

test("no rounds give the state back", () => {
  expect(loop(0, (_, [s]) => [s] as const, [x] as const)[0].toArray()).toEqual([1, 2, 3]);
});

test("the graph knows where each operation was asked for first", () => {
  const graph = compile((y: Tensor) => wave(y)).graph(x);
  expect(unknownOperation("test", graph.nodes[0]!, graph).message).toMatch(
    /first used at wave \(.*loop\.test\.ts:\d+:\d+\) < /,
  );
});

const odd = {
  name: "odd",
  shape: ([y]: readonly Tensor[]) => [y!],
  kernel: (inputs: readonly Tensor[]) => inputs,
  vjp: null,
  batch: null,
};
function wave(y: Tensor): Tensor {
  return bind(odd, [y], undefined)[0]!;
}
