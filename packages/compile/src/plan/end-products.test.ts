import { add, exp, matmul, multiply, negate, sum, type Tensor, transpose, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { optimize } from "../optimize.ts";
import { roleOf } from "../testing/arena-target.ts";
import { traceGraph } from "../trace-graph.ts";
import { endProducts } from "./end-products.ts";
import { fuseLoops } from "./fuse-loops.ts";
import { layOut } from "./layouts.ts";

/** The names of the operations of each group. */
function groupsOf(f: (...inputs: Tensor[]) => unknown, ...inputs: Tensor[]): string[] {
  const graph = optimize(traceGraph(f, inputs).graph);
  const { nodes, layouts } = layOut(graph);
  const groups = endProducts(graph, fuseLoops(graph, nodes, { roleOf }, layouts), { roleOf }, layouts);
  return groups.map((group) => group.nodes.map(({ primitive }) => primitive.name).join(" "));
}

const x = zeros([4, 4]);
const row = zeros([4]);

test("a bias, an activation and a residual end a product", () => {
  expect(groupsOf((t, bias) => add(exp(add(matmul(t, t), bias)), t), x, row)).toEqual(["matmul add exp add"]);
});

test("the product comes after what its end reads", () => {
  expect(groupsOf((t) => multiply(matmul(t, t), exp(matmul(negate(t), t))), x)).toEqual([
    "matmul",
    "negate",
    "matmul exp multiply",
  ]);
});

test("a product that is needed before, or in another order, stays by itself", () => {
  expect(groupsOf((t) => add(matmul(t, t), transpose(matmul(t, t))), x)).toEqual(["matmul", "add"]);
  const early = (t: Tensor) => {
    const product = matmul(t, t);
    return add(product, matmul(product, t));
  };
  expect(groupsOf(early, x)).toEqual(["matmul", "matmul add"]);
  expect(groupsOf((t) => sum(exp(matmul(t, t)), { axis: 1 }), x)).toEqual(["matmul", "exp sum"]);
});

test("what reads columns that lie apart is no end", () => {
  expect(groupsOf((t, u) => add(matmul(t, t), transpose(u)), x, x)).toEqual(["matmul", "add"]);
});
