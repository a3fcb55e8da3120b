import {
  add,
  bind,
  divide,
  multiply,
  negate,
  type Primitive,
  reshape,
  sqrt,
  stopGradient,
  subtract,
  type Tensor,
  tensor,
  transpose,
  zeros,
} from "@adjoint/tensor";
import { expect, test } from "vitest";
import { optimize } from "./optimize.ts";
import { toMermaid } from "./to-mermaid.ts";
import { toText } from "./to-text.ts";
import { traceGraph } from "./trace-graph.ts";

const namesOf = (f: (...inputs: Tensor[]) => unknown, ...inputs: Tensor[]): string[] =>
  optimize(traceGraph(f, inputs).graph).nodes.map(({ primitive }) => primitive.name);

const x = zeros([2, 3]);

test.each<[string, (x: Tensor) => Tensor]>([
  ["x * 1", (t) => multiply(t, 1)],
  ["1 * x", (t) => multiply(1, t)],
  ["x / 1", (t) => divide(t, 1)],
  ["x - 0", (t) => subtract(t, 0)],
  ["-(-x)", (t) => negate(negate(t))],
  ["a constant for derivatives", stopGradient],
  ["transposed twice", (t) => transpose(transpose(t))],
  [
    "there and back in three axes",
    (t) => reshape(transpose(transpose(reshape(t, [1, 2, 3]), [1, 2, 0]), [2, 0, 1]), [2, 3]),
  ],
  ["a shape taken back", (t) => reshape(reshape(t, [6]), [2, 3])],
])("%s is nothing", (_, f) => {
  expect(namesOf(f, x)).toEqual([]);
});

test.each<[string, (x: Tensor) => Tensor, string[]]>([
  ["x + 0 makes -0 a 0", (t) => add(t, 0), ["add"]],
  ["x - -0 does too", (t) => subtract(t, -0), ["subtract"]],
  ["x * 2", (t) => multiply(t, 2), ["multiply"]],
  [
    "a transpose that is not undone",
    (t) => transpose(transpose(reshape(t, [1, 2, 3]), [1, 2, 0]), [1, 2, 0]),
    ["reshape", "transpose", "transpose"],
  ],
])("%s stays", (_, f, names) => {
  expect(namesOf(f, x)).toEqual(names);
});

test("a broadcast by a neutral number still broadcasts", () => {
  const [row] = [zeros([3])];
  const graph = optimize(traceGraph((t: Tensor) => multiply(t, tensor([[1], [1]])), [row]).graph);
  expect(graph.values[graph.outputs[0]!.value]!.shape).toEqual([2, 3]);
});

test("equal operations are done once, dead ones never, constant ones now", () => {
  const f = (t: Tensor) => {
    sqrt(t);
    const twice = (): Tensor => multiply(add(t, 3), 2);
    return subtract(add(twice(), twice()), multiply(tensor([1, 2, 3]), sqrt(tensor([4, 9, 16]))));
  };
  expect(namesOf(f, x)).toEqual(
    ["add", "multiply", "add", "broadcastTo", "subtract"].filter((name) => name !== "broadcastTo"),
  );
});

test("attributes tell operations apart", () => {
  expect(namesOf((t) => add(reshape(t, [3, 2]), transpose(t)), x)).toEqual(["reshape", "transpose", "add"]);
  expect(namesOf((t) => add(transpose(t, [1, 0]), transpose(t, [1, 0])), x)).toEqual(["transpose", "add"]);
});

test("a stranger's primitive with a name of ours is left alone", () => {
  const theirs: Primitive<[Tensor], [Tensor], undefined> = {
    name: "negate",
    shape: ([t]) => [{ shape: t.shape, dtype: t.dtype }],
    kernel: ([t]) => [add(t, 1)],
    vjp: null,
    batch: null,
  };
  const apply = (t: Tensor): Tensor => bind(theirs, [t], undefined)[0];
  expect(namesOf((t) => apply(apply(t)), x)).toEqual(["negate", "negate"]);
});

test("a graph is readable, as text and as a drawing", () => {
  const graph = optimize(
    traceGraph((params: { w: Tensor }, t: Tensor) => ({ y: multiply(add(params.w, t), 2) }), [{ w: x }, x]).graph,
  );
  expect(toText(graph)).toBe(
    [
      "%0 = input 0/w : float32 [2,3]",
      "%1 = input 1 : float32 [2,3]",
      "%3 = constant 2 : float32 [2,3]",
      "%2 = add(%0, %1) : float32 [2,3]",
      "%4 = multiply(%2, %3) : float32 [2,3]",
      "return y = %4 : float32 [2,3]",
    ].join("\n"),
  );
  expect(toMermaid(graph)).toContain('n0 -->|"float32 [2,3]"| n1');
});
