import {
  add,
  divide,
  exp,
  matmul,
  max,
  mean,
  multiply,
  negate,
  reshape,
  softmax,
  sqrt,
  square,
  sum,
  type Tensor,
  transpose,
  zeros,
} from "@adjoint/tensor";
import { expect, test } from "vitest";
import { optimize } from "../optimize.ts";
import { traceGraph } from "../trace-graph.ts";
import { roleOf } from "../testing/arena-target.ts";
import { fuseLoops } from "./fuse-loops.ts";
import { layOut } from "./layouts.ts";

/** The names of the operations of each group. */
function groupsOf(f: (...inputs: Tensor[]) => unknown, ...inputs: Tensor[]): string[][] {
  const graph = optimize(traceGraph(f, inputs).graph);
  const { nodes, layouts } = layOut(graph);
  const groups = fuseLoops(graph, nodes, { roleOf }, layouts);
  return groups.map((group) => group.nodes.map(({ primitive }) => primitive.name));
}

const x = zeros([2, 3]);
const square3 = zeros([3, 3]);

test("a chain is one group, several results included", () => {
  expect(groupsOf((t) => [exp(negate(t)), sqrt(square(t))], x)).toEqual([["negate", "exp", "square", "sqrt"]]);
});

test("other shapes, and operations that no loop can do, stay apart", () => {
  const f = (t: Tensor) => multiply(exp(t), sum(matmul(negate(t), t), { axis: 0 }));
  expect(groupsOf(f, square3)).toEqual([["exp", "negate"], ["matmul"], ["sum"], ["multiply"]]);
});

test("reductions of rows, and what is computed from them, are in the loop of their rows", () => {
  const ofSoftmax = ["max", "isFinite", "where", "subtract", "exp", "sum", "divide", "multiply"];
  expect(groupsOf((t) => softmax(t), x)).toEqual([ofSoftmax]);
  const norm = (t: Tensor): Tensor => divide(t, sqrt(mean(square(t), { axis: 1, keepDims: true })));
  expect(groupsOf(norm, x)).toEqual([["square", "sum", "divide", "sqrt", "divide"]]);
  // all is one row: the axes of other values are as good as its own
  expect(groupsOf((t) => multiply(exp(t), sum(square(t))), x)).toEqual([["exp", "square", "sum", "multiply"]]);
  expect(groupsOf((t) => add(reshape(exp(t), [6]), sum(t)), x)).toEqual([["exp", "sum", "add"]]);
});

test("rows of two lengths are two loops", () => {
  const groups = groupsOf((t) => [sum(exp(t), { axis: 1 }), sum(exp(t))], x);
  expect(groups).toEqual([["exp", "sum", "sum"]]); // the second adds up rows
  const three = zeros([2, 3, 4]);
  expect(groupsOf((t) => [max(exp(t), { axis: [1, 2] }), max(exp(t), { axis: 2 })], three)).toEqual([
    ["exp", "max"],
    ["max"],
  ]);
});

test("rows are no longer than other sums of the loop allow", () => {
  const f = (t: Tensor) => [sum(exp(t), { axis: 1 }), max(exp(t), { axis: [1, 2] })];
  expect(groupsOf(f, zeros([2, 3, 4]))).toEqual([["exp", "sum", "max"]]); // of rows of 4, not of 12
});

test("sums over rows end a loop", () => {
  const f = (t: Tensor) => [add(exp(t), sum(exp(t), { axis: 0 })), negate(sum(t, { axis: 0 }))];
  expect(groupsOf(f, x)).toEqual([["exp", "sum", "sum"], ["add"], ["negate"]]);
});

test("what goes through something else cannot come back into the group", () => {
  // square -> sum -> add needs all sums, which need square: exp may join square, add may not
  const groups = groupsOf((t) => add(square(t), add(exp(t), sum(square(t), { axis: 0 }))), x);
  expect(groups).toEqual([
    ["square", "exp", "sum"],
    ["add", "add"],
  ]);
});

test("what has nothing to do with a group has its own", () => {
  expect(groupsOf((t, u) => [exp(t), negate(u)], x, zeros([2, 3]))).toEqual([["exp"], ["negate"]]);
});

test("a transposed view of a result is read after the pass that makes it", () => {
  expect(groupsOf((t) => add(exp(t), transpose(exp(t))), square3)).toEqual([["exp"], ["add"]]);
  expect(groupsOf((t) => add(exp(t), transpose(t)), square3)).toEqual([["exp", "add"]]);
});
