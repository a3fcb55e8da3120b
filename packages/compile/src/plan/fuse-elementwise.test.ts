import { add, exp, multiply, negate, sqrt, square, sum, type Tensor, transpose, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { optimize } from "../optimize.ts";
import { traceGraph } from "../trace-graph.ts";
import { fuseElementwise } from "./fuse-elementwise.ts";
import { layOut } from "./layouts.ts";

/** The names of the operations of each group. */
function groupsOf(f: (...inputs: Tensor[]) => unknown, ...inputs: Tensor[]): string[][] {
  const graph = optimize(traceGraph(f, inputs).graph);
  const { nodes, layouts } = layOut(graph);
  const groups = fuseElementwise(
    graph,
    nodes,
    ({ primitive }) => primitive.kind === "elementwise",
    (value) => layouts[value]!.buffer,
  );
  return groups.map((group) => group.nodes.map(({ primitive }) => primitive.name));
}

const x = zeros([2, 3]);
const square3 = zeros([3, 3]);

test("a chain is one group, several results included", () => {
  expect(groupsOf((t) => [exp(negate(t)), sqrt(square(t))], x)).toEqual([["negate", "exp", "square", "sqrt"]]);
});

test("other shapes, and operations that are not elementwise, stay apart", () => {
  expect(groupsOf((t) => multiply(exp(t), sum(square(t))), x)).toEqual([["exp", "square"], ["sum"], ["multiply"]]);
});

test("what goes through something else cannot come back into the group", () => {
  // square -> sum -> add needs the sum, which needs square: exp may join square, add may not
  const groups = groupsOf((t) => add(square(t), add(exp(t), sum(square(t)))), x);
  expect(groups).toEqual([["square", "exp"], ["sum"], ["add", "add"]]);
});

test("a transposed view of a result is read after the pass that makes it", () => {
  expect(groupsOf((t) => add(exp(t), transpose(exp(t))), square3)).toEqual([["exp"], ["add"]]);
  expect(groupsOf((t) => add(exp(t), transpose(t)), square3)).toEqual([["exp", "add"]]);
});
