import { grad } from "@adjoint/autodiff";
import * as t from "@adjoint/tensor";
import type { DType, Tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { compile } from "../compile.ts";
import type { Graph } from "../graph.ts";
import { interpreter } from "../interpreter.ts";
import { separateHost } from "../separate-host.ts";
import { engineCases, gradientCases, valueCases } from "../testing/engine-cases.ts";
import { largestDifference } from "../testing/largest-difference.ts";
import { expandGraph } from "./expand-graph.ts";

/** What stays: everything else is made of it. The arc tangent and tanh are here since something must be. */
const native = new Set(
  (
    "negate add subtract multiply divide square sqrt rsqrt abs sign floor ceil round remainder exp log pow tanh sin cos tan atan " +
    "maximum minimum equal notEqual less lessEqual logicalAnd logicalOr logicalXor logicalNot isNaN isFinite where cast " +
    "reshape transpose flip broadcastTo slice pad concat sum max min any all matmul " +
    "takeRows scatterAddRows takeInRows scatterAddInRows argSort loop bitwiseXor shiftRight onHost stopGradient barrier"
  ).split(" "),
);

const expandAll = (graph: Graph): Graph => expandGraph(graph, { isNative: ({ name }) => native.has(name) });

const namesIn = (graph: Graph): string[] =>
  graph.nodes.flatMap(({ primitive, attributes }) => [
    primitive.name,
    ...(primitive.name === "loop" ? namesIn((attributes as { body: Graph }).body) : []),
  ]);

function expectSame(run: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[], tolerance: number): void {
  const graph = expandAll(compile(run).graph(...inputs));
  expect(namesIn(graph).filter((name) => !native.has(name))).toEqual([]);
  const { host, program } = separateHost(graph);
  const scalars = interpreter.build(host).run(inputs);
  const [got] = interpreter.build(program).run([...inputs, ...scalars]) as [Tensor];
  expect(largestDifference(got, run(...inputs))).toBeLessThanOrEqual(tolerance);
}

const tolerances = { float32: 2e-6, float64: 1e-11 } as const;

describe.each(["float32", "float64"] as const)("%s", (dtype) => {
  test.each(valueCases(dtype))("$name gives in fewer kinds of operations what its kernel gives", ({ run, inputs }) => {
    expectSame(run, inputs, tolerances[dtype]);
  });
});

test.each(gradientCases("float64", grad))("$name", ({ run, inputs }) => {
  expectSame(run, inputs, 1e-10);
});

test.each(engineCases)("$name", ({ run, inputs }) => {
  expectSame(run, inputs, 1e-7);
});

const keys = t.randomKey(7);
test.each<[string, (key: Tensor) => Tensor]>([
  ["randomBits", (key) => t.randomBits(key, [3, 5])],
  ["splitKey", (key) => t.stack(t.splitKey(key, 3))],
  ["foldIn", (key) => t.foldIn(key, 12)],
  ["uniform", (key) => t.uniform(key, [101], { low: -0.3, high: 2.7 })],
  ["uniform in double precision", (key) => t.uniform(key, [4, 3], { dtype: "float64" })],
  ["bernoulli", (key) => t.bernoulli(key, [300], { probability: 0.3 })],
  ["bernoulli of a half", (key) => t.bernoulli(key, [300])],
])("%s: the same bits", (_, run) => {
  expectSame(run, [keys], 0);
});

test.each<[string, (key: Tensor, dtype: DType) => Tensor]>([
  ["normal", (key, dtype) => t.normal(key, [500], { mean: 1, standardDeviation: 3, dtype })],
  ["truncatedNormal", (key, dtype) => t.truncatedNormal(key, [200], { low: 0.5, high: 3, dtype })],
  ["gumbel", (key, dtype) => t.gumbel(key, [200], { dtype })],
])("%s: the same numbers, up to the rounding of a logarithm", (_, run) => {
  expectSame((key) => run(key, "float32"), [keys], 1e-7);
  expectSame((key) => run(key, "float64"), [keys], 1e-14);
});

const range = (low: number, high: number, count: number): Tensor => t.linspace(low, high, count, "float64");
test.each<[string, (x: Tensor) => Tensor, Tensor]>([
  ["expm1", t.expm1, t.tensor([0, -0, 1e-300, -1e-9, 1e-5, 700, -800, Infinity, -Infinity, NaN], { dtype: "float64" })],
  ["log1p", t.log1p, t.tensor([0, -0, 1e-300, -1e-9, 1e-5, 1e300, -1, Infinity, -2, NaN], { dtype: "float64" })],
  ["sinh", t.sinh, t.tensor([0, -0, 1e-10, -1e-3, 0.999, 1, 709, -Infinity, NaN], { dtype: "float64" })],
  ["cosh", t.cosh, t.tensor([0, -0, 1e-10, -1, 709, -Infinity, NaN], { dtype: "float64" })],
  ["erf", t.erf, range(-7, 7, 141)],
  ["asin", t.asin, range(-1, 1, 41)],
  ["acos", t.acos, range(-1, 1, 41)],
])("%s to the last digits, and at its ends", (_, run, x) => {
  const graph = expandAll(compile(run).graph(x));
  const [got] = interpreter.build(graph).run([x]) as [Tensor];
  const expected = run(x).dataSync();
  got.dataSync().forEach((value, i) => {
    if (Number.isFinite(expected[i]!) && expected[i] !== 0)
      expect(Math.abs(value / expected[i]! - 1)).toBeLessThanOrEqual(2e-15);
    else expect(value + 0).toBe(expected[i]! + 0);
  });
});

test("atan2 in every quadrant, on the axes, and at infinity", () => {
  const ends = [0, -0, 1, -1, 0.3, -2, Infinity, -Infinity, NaN];
  const pairs = ends.flatMap((y) => ends.map((x) => [y, x] as const));
  const [y, x] = [0, 1].map((k) =>
    t.tensor(
      pairs.map((pair) => pair[k]!),
      { dtype: "float64" },
    ),
  ) as [Tensor, Tensor];
  const [got] = interpreter.build(expandAll(compile(t.atan2).graph(y, x))).run([y, x]) as [Tensor];
  got.dataSync().forEach((angle, i) => {
    const expected = Math.atan2(...pairs[i]!);
    if (Math.abs(expected) > 0) expect(Math.abs(angle / expected - 1)).toBeLessThanOrEqual(5e-16);
    else expect(angle).toBe(expected); // zeros with their sign, and NaN
  });
});

test("matrices of many sizes, singular ones and zeros", () => {
  const key = t.randomKey(3);
  for (const [m, n] of [
    [1, 1],
    [2, 2],
    [5, 4],
    [9, 7],
  ] as const) {
    const a = t.normal(t.foldIn(key, 10 * m + n), [2, m, n], { dtype: "float64" });
    const low = t.matmul(t.slice(a, [null, null, [0, 1]]), t.slice(a, [null, [0, 1]])); // rank 1
    for (const x of [a, low, t.zeros([m, n], "float64")]) {
      const run = (y: Tensor): Tensor => {
        const { u, s, v } = t.svd(y);
        return t.concat(
          [t.matmul(t.multiply(u, t.expandDims(s, -2)), t.swapLastAxes(v)), t.matmul(t.swapLastAxes(v), v)],
          { axis: -2 },
        );
      };
      expectSame(run, [x], 1e-13);
      expectSame((y) => t.svd(y).s, [x], 1e-13);
      expectSame((y) => t.matmul(t.qr(y).q, t.qr(y).r), [x], 1e-13);
      const gram = t.matmul(t.swapLastAxes(x), x);
      expectSame((y) => t.eigh(y).values, [gram], 1e-13);
      expectSame((y) => t.matmul(t.swapLastAxes(t.eigh(y).vectors), t.eigh(y).vectors), [gram], 1e-13);
      expectSame((y) => t.determinant(y), [gram], 1e-12);
    }
  }
});

test("pools with padding and NaN, and the largest of integers", () => {
  const x = t.tensor([[[-1, NaN, -3, -Infinity, -Infinity, 2, 2]]], { dtype: "float64" });
  expectSame((y) => t.maxPool1d(y, { window: 3, stride: 2, padding: 1 }), [x], 0);
  expectSame((y) => t.argMax(y), [x], 0);
  expectSame((y) => t.argMin(y, { axis: -1 }), [t.tensor([[3, 1, 1]], { dtype: "uint8" })], 0);
  expectSame((y) => t.maxPool1d(y, { window: 2, padding: 1 }), [t.tensor([[[-5, -3]]], { dtype: "int32" })], 0);
});
