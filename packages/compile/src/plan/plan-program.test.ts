import { add, exp, matmul, multiply, negate, sqrt, type Tensor, transpose, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { optimize } from "../optimize.ts";
import { roleOf } from "../testing/arena-target.ts";
import { traceGraph } from "../trace-graph.ts";
import { planProgram } from "./plan-program.ts";

const plan = (f: (...inputs: Tensor[]) => unknown, ...inputs: Tensor[]) =>
  planProgram(optimize(traceGraph(f, inputs).graph), { roleOf });

const x = zeros([64, 64]);
const KIB = 1024;

test("a fused chain needs memory for its input and its result alone", () => {
  const { steps, passing, bytes } = plan((t) => sqrt(exp(negate(t))), x);
  expect(steps).toHaveLength(1);
  expect(passing.size).toBe(2);
  expect(bytes).toBe(32 * KIB);
});

test("a pass writes over a value that dies in it, but never over what the caller passed", () => {
  const { slots, bytes } = plan((t) => negate(matmul(t, t)), x);
  expect(bytes).toBe(32 * KIB); // t, and the product, which its negative takes the place of
  expect(new Set([...slots.values()].map(({ offset }) => offset)).size).toBe(2);
});

test("a value that is read again later keeps its memory", () => {
  const { bytes } = plan((t) => {
    const product = matmul(t, t);
    return [add(negate(product), 1), matmul(product, t)];
  }, x);
  expect(bytes).toBe(64 * KIB);
});

test("a long chain of products needs three buffers", () => {
  const { bytes } = plan((t) => Array.from({ length: 10 }).reduce((y: Tensor) => multiply(matmul(y, t), 0.5), t), x);
  expect(bytes).toBe(48 * KIB);
});

/** A plan whose first argument is donated. */
const planDonating = (f: (...inputs: Tensor[]) => unknown, ...inputs: Tensor[]) => {
  const graph = optimize(traceGraph(f, inputs).graph);
  return planProgram(graph, { roleOf }, new Set([graph.inputs[0]!.value]));
};

test("what ends a product takes the place of what it replaces: nothing is copied", () => {
  const { moves, passing, bytes } = planDonating((w, t) => add(multiply(w, 0.5), matmul(t, t)), x, x);
  expect(moves).toEqual([]);
  expect(passing.size).toBe(1); // the product has memory of its own, for w is needed until it is there
  expect(bytes).toBe(48 * KIB);
});

test("what a product multiplies stays until it is done, as what its end reads in another order", () => {
  expect(planDonating((w, t) => add(w, matmul(w, t)), x, x).moves).toHaveLength(1);
  expect(planDonating((w, t) => add(w, matmul(t, transpose(w))), x, x).moves).toHaveLength(1);
  expect(planDonating((w, t) => add(w, multiply(matmul(t, t), transpose(w))), x, x).moves).toHaveLength(1);
});
