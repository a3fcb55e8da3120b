import { expect, test } from "vitest";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { webAssembly } from "../emitter/web-assembly.ts";
import { createWasmKernels } from "../kernels/create-wasm-kernels.ts";
import { input, rowMin, rowSum } from "./expression.ts";
import type { Loop } from "./loop.ts";
import { divideResults } from "./divide-results.ts";
import { formOf } from "./loop-form.ts";
import { loopFunction } from "./loop-function.ts";
import { wholeLoop } from "./whole-loop.ts";
import { less, multiply, negate, where } from "./operations.ts";

const kernels = createWasmKernels({ megabytes: 32 });
const integers = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => ((i * 7) % 19) - 6);

test.each([1, 3, 4, 9, 16])(
  "sums, largest and smallest over rows of %i beside what is written for each element",
  (n) => {
    const rows = 11;
    const x = integers(rows * n);
    const over = [0, 1];
    const run = kernels.loop({
      shape: [rows, n],
      inputs: [{}],
      outputs: [
        { value: negate(input(0)) },
        { value: multiply(input(0), input(0)), strides: over, combine: "sum" },
        { value: input(0), strides: over, combine: "max" },
        { value: input(0), strides: over, combine: "min" },
        { value: rowSum(input(0)), strides: [0, 0], combine: "sum" },
      ],
    });
    const outputs = [rows * n, n, n, n, 1].map((size) => new Float32Array(size));
    for (let again = 0; again < 2; again++) run([x], outputs);
    const column = (k: number): number[] => Array.from({ length: rows }, (_, i) => x[i * n + k]!);
    const columns = Array.from({ length: n }, (_, k) => column(k));
    expect(outputs).toEqual([
      x.map((v) => -v),
      Float32Array.from(columns, (each) => each.reduce((total, v) => total + v * v, 0)),
      Float32Array.from(columns, (each) => Math.max(...each)),
      Float32Array.from(columns, (each) => Math.min(...each)),
      Float32Array.of(x.reduce((total, v) => total + v, 0)),
    ]);
  },
);

test.each([
  ["sum", (column: number[]) => column.reduce((total, v) => total + v, 0)],
  ["max", (column: number[]) => Math.max(...column)],
  ["min", (column: number[]) => Math.min(...column)],
] as const)("%s over the rows of several matrices, exactly", (combine, reduced) => {
  for (const rows of [1, 2, 5, 8])
    for (const n of [1, 3, 4, 9]) {
      const x = integers(2 * rows * n);
      const out = new Float32Array(2 * n);
      const outputs = [{ value: input(0), strides: [n, 0, 1], combine }];
      kernels.loop({ shape: [2, rows, n], inputs: [{}], outputs })([x], [out]);
      const column = (i: number): number[] =>
        Array.from({ length: rows }, (_, k) => x[(Math.floor(i / n) * rows + k) * n + (i % n)]!);
      expect(out).toEqual(Float32Array.from({ length: 2 * n }, (_, i) => reduced(column(i))));
    }
});

test("an expression of several inputs is reduced as it is computed", () => {
  // the gradient of a bias behind relu: sum of cotangents where the output is positive, times one factor a row
  const [rows, n] = [6, 10];
  const [positive, cotangents, factors] = [integers(60), integers(60).reverse(), Float32Array.of(1, 2, 3, 4, 5, 6)];
  const value = multiply(where(less(0, input(0)), input(1), 0), input(2));
  const out = new Float32Array(n);
  const inputs = [{}, { strides: [n, 1] }, { strides: [1, 0] }];
  const outputs = [{ value, strides: [0, 1], combine: "sum" as const }];
  kernels.loop({ shape: [rows, n], inputs, outputs })([positive, cotangents, factors], [out]);
  const expected = new Float32Array(n);
  for (let i = 0; i < 60; i++) if (positive[i]! > 0) expected[i % n]! += cotangents[i]! * factors[Math.floor(i / n)]!;
  expect(out).toEqual(expected);
});

test("long sums are as good as in double precision, and NaN and infinities pass", () => {
  const rows = 200_000;
  const x = Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 0.1 : i === 1 ? NaN : Infinity));
  const outputs = [new Float32Array(2), new Float32Array(2)];
  const over = { value: input(0), strides: [0, 1] };
  kernels.loop({
    shape: [rows, 2],
    inputs: [{}],
    outputs: [
      { ...over, combine: "sum" },
      { ...over, combine: "max" },
    ],
  })([x], outputs);
  expect(outputs[0]).toEqual(Float32Array.of(rows * Math.fround(0.1), NaN));
  expect(outputs[1]).toEqual(Float32Array.of(Math.fround(0.1), NaN));
});

test("more sums than there is working memory for", () => {
  const loop = {
    shape: [2, 1e6],
    inputs: [{}],
    outputs: [{ value: input(0), strides: [0, 1], combine: "sum" }],
  } as const;
  expect(() => kernels.loop(loop)).toThrow(/loop: sums must fit \d+ double numbers, got 1000000; divide the loop\?/);
});

test("columns are combined in any parts, beside what is written for each element", () => {
  const [rows, n] = [300, 62];
  const x = integers(rows * n);
  const loop: Loop = {
    shape: [rows, n],
    inputs: [{}],
    outputs: [
      { value: negate(input(0)) },
      { value: multiply(input(0), input(0)), strides: [0, 1], combine: "sum" },
      { value: input(0), strides: [0, 1], combine: "max" },
    ],
  };
  expect(formOf(wholeLoop(loop), divideResults).division).toEqual({ axis: 1, parts: 4, unit: 16, size: n });
  const module = new ModuleBuilder();
  module.export("run", loopFunction(module, wholeLoop(loop), 1));
  const memory = new (webAssembly().Memory)({ initial: 4 });
  const [from, to, sums, largest, scratch] = [
    0,
    4 * rows * n,
    8 * rows * n,
    8 * rows * n + 4 * n,
    8 * rows * n + 8 * n,
  ];
  new Float32Array(memory.buffer).set(x);
  const { run } = instantiate(module, memory, {});
  for (const [first, end] of [
    [48, 62],
    [0, 16],
    [16, 48],
  ] as const)
    run!(from, to, sums, largest, scratch, first, end);
  const columns = Array.from({ length: n }, (_, k) => Array.from({ length: rows }, (_, i) => x[i * n + k]!));
  const at = (place: number, size: number): Float32Array => new Float32Array(memory.buffer, place, size);
  expect(at(to, rows * n)).toEqual(x.map((v) => -v));
  expect(at(sums, n)).toEqual(Float32Array.from(columns, (each) => each.reduce((total, v) => total + v * v, 0)));
  expect(at(largest, n)).toEqual(Float32Array.from(columns, (each) => Math.max(...each)));
});

test("channels are combined in any parts, rows of several at a time", () => {
  const [images, channels, n] = [40, 5, 83];
  const x = integers(images * channels * n);
  const loop = wholeLoop({
    shape: [images, channels, n],
    inputs: [{}],
    outputs: [
      { value: negate(input(0)) },
      { value: rowSum(input(0)), strides: [0, 1, 0], combine: "sum" },
      { value: rowMin(input(0)), strides: [0, 1, 0], combine: "min" },
    ],
  });
  expect(formOf(loop, divideResults).division).toEqual({ axis: 1, parts: 5, unit: 1, size: 5 });
  const others = loop.outputs.map((output, i) => (i === 2 ? { ...output, strides: [1, 0, 0] } : output));
  expect(formOf({ ...loop, outputs: others }, divideResults).division).toBeUndefined();
  const module = new ModuleBuilder();
  module.export("run", loopFunction(module, loop, 1));
  const memory = new (webAssembly().Memory)({ initial: 4 });
  const [to, sums, least, scratch] = [x.byteLength, 2 * x.byteLength, 2 * x.byteLength + 32, 2 * x.byteLength + 64];
  new Float32Array(memory.buffer).set(x);
  const { run } = instantiate(module, memory, {});
  for (const [first, end] of [
    [4, 5],
    [0, 1],
    [1, 4],
  ] as const)
    run!(0, to, sums, least, scratch, first, end);
  const ofChannel = (k: number): number[] => [...x].filter((_, i) => Math.floor(i / n) % channels === k);
  const at = (place: number, size: number): Float32Array => new Float32Array(memory.buffer, place, size);
  const each = Array.from({ length: channels }, (_, k) => ofChannel(k));
  expect(at(to, x.length)).toEqual(x.map((v) => -v));
  expect([...at(sums, channels)]).toEqual(each.map((values) => values.reduce((a, b) => a + b)));
  expect([...at(least, channels)]).toEqual(each.map((values) => Math.min(...values)));
});
