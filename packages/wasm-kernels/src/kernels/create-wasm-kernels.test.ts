import { matmul as matmulTensors, tensor, transpose } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { input, rowMax, rowSum } from "../loops/expression.ts";
import { add, divide, exp, maximum, multiply, subtract } from "../loops/operations.ts";
import { createWasmKernels } from "./create-wasm-kernels.ts";

const series = (size: number, seed = 1): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => (Math.imul(i + 1, 0x9e3779b1 * seed) >>> 28) - 8);

test("products agree with those of tensors, whatever is transposed and wherever it lies", () => {
  const kernels = createWasmKernels({ megabytes: 8 });
  const [rows, depth, columns] = [5, 7, 9];
  for (const transposeA of [false, true])
    for (const transposeB of [false, true])
      for (const isInside of [false, true]) {
        const place = (values: Float32Array): Float32Array => {
          if (!isInside) return values;
          const own = kernels.allocate(values.length);
          own.set(values);
          return own;
        };
        const [a, b, out] = [series(35), series(63, 3), series(45, 5)].map(place) as [
          Float32Array,
          Float32Array,
          Float32Array,
        ];
        const tensorA = transposeA
          ? transpose(tensor(a.slice(), { shape: [7, 5] }))
          : tensor(a.slice(), { shape: [5, 7] });
        const tensorB = transposeB
          ? transpose(tensor(b.slice(), { shape: [9, 7] }))
          : tensor(b.slice(), { shape: [7, 9] });
        const product = matmulTensors(tensorA, tensorB).dataSync();
        kernels.matmul(a, b, out, { rows, depth, columns, transposeA, transposeB });
        expect(Array.from(out)).toEqual(Array.from(product));
        kernels.matmul(a, b, out, { rows, depth, columns, transposeA, transposeB, accumulate: true });
        expect(Array.from(out)).toEqual(Array.from(product, (x) => 2 * x));
      }
});

test.each([
  [3, 5, 6],
  [200, 300, 1100],
  [1, 20, 13],
  [13, 20, 1],
])("relu(a b + bias + residual) row scale, %i x %i x %i", (rows, depth, columns) => {
  const kernels = createWasmKernels({ megabytes: 16 });
  const [x, bias, residual, scale, factor] = [0, 1, 2, 3, 4].map(input) as [never, never, never, never, never];
  const value = multiply(multiply(maximum(add(add(x, bias), residual), 0), scale), factor);
  const layer = kernels.matmulWith({ inputs: ["columns", "elements", "rows", "scalar"], value });
  const [a, b] = [series(rows * depth), series(depth * columns, 3)];
  const [biases, residuals, scales] = [series(columns, 5), series(rows * columns, 7), series(rows, 9)];
  const out = new Float32Array(rows * columns);
  layer(a, b, out, { rows, depth, columns }, biases, residuals, scales, Float32Array.of(0.5));
  const product = matmulTensors(tensor(a, { shape: [rows, depth] }), tensor(b, { shape: [depth, columns] })).dataSync();
  const expected = Array.from(product, (v, i) => {
    const sum = Math.max(v + biases[i % columns]! + residuals[i]!, 0);
    return sum * scales[Math.floor(i / columns)]! * 0.5;
  });
  expect(expected.findIndex((v, i) => v !== out[i])).toBe(-1);
});

test("run computes an expression over arrays and scalars, in place too", () => {
  const kernels = createWasmKernels({ megabytes: 2 });
  const step = subtract(input(0), multiply(input(1), input(2)));
  for (const size of [10, 3, 10]) {
    const [parameters, gradients] = [series(size), series(size, 3)];
    const expected = parameters.map((p, i) => p - gradients[i]! * 0.5);
    kernels.run(step, [parameters, gradients, Float32Array.of(0.5)], parameters);
    expect(parameters).toEqual(expected);
  }
});

test("loops are compiled once and run on any arrays", () => {
  const kernels = createWasmKernels({ megabytes: 2 });
  const powers = exp(subtract(input(0), rowMax(input(0))));
  const softmax = kernels.loop({ shape: [2, 3], inputs: [{}], outputs: [{ value: divide(powers, rowSum(powers)) }] });
  const out = new Float32Array(6);
  softmax([Float32Array.of(0, 0, 0, 1000, 1000, -1000)], [out]);
  expect(Array.from(out)).toEqual([1 / 3, 1 / 3, 1 / 3, 0.5, 0.5, 0].map(Math.fround));
  const outputs = [{ value: input(0), strides: [0, 1], combine: "sum" as const }];
  const sums = kernels.loop({ shape: [2, 3], inputs: [{}], outputs });
  const total = new Float32Array(3);
  sums([Float32Array.of(1, 2, 3, 10, 20, 30)], [total]);
  expect(Array.from(total)).toEqual([11, 22, 33]);
});

test("memory that was freed is used again, and calls leave nothing behind", () => {
  const kernels = createWasmKernels({ megabytes: 4 });
  const first = kernels.allocate(1000);
  kernels.free(first);
  expect(kernels.allocate(500).byteOffset).toBe(first.byteOffset);
  const large = new Float32Array(300_000);
  for (let i = 0; i < 10; i++) kernels.run(add(input(0), 1), [large], large);
  expect(large[299_999]).toBe(10);
});

test("errors say what was expected", () => {
  const kernels = createWasmKernels({ megabytes: 2 });
  const [four, six] = [new Float32Array(4), new Float32Array(6)];
  expect(() => kernels.matmul(six, four, four, { rows: 2, depth: 2, columns: 2 })).toThrow(
    "matmul: a must hold [2,2], got 6 elements",
  );
  expect(() => kernels.run(input(0), [four], six)).toThrow("loop: inputs 0 must have 6 elements, got 4");
  expect(() => kernels.loop({ shape: [4], inputs: [{}], outputs: [{ value: input(0) }] })([], [four])).toThrow(
    "loop: 1 inputs were declared, got 0",
  );
  expect(() => kernels.matmulWith({ inputs: [], value: rowSum(input(0)) })).toThrow(/got one that reduces rows/);
  expect(() => kernels.allocate(1e9)).toThrow(/no room for 1000000000 numbers/);
  expect(() => kernels.free(four)).toThrow(/expected an array from allocate/);
  expect(() => createWasmKernels({ megabytes: 5000 })).toThrow(/from 1 to 4096, got 5000/);
  const all = new Float32Array(1e6);
  expect(() => kernels.run(input(0), [all], all)).toThrow(/no room to copy an array of 4000000 bytes/);
  kernels.dispose();
  expect(() => kernels.allocate(1)).toThrow(/disposed of/);
  expect(() => kernels.run(input(0), [four], four)).toThrow(/disposed of/);
});

test("results are the same to the last bit in another memory", () => {
  const [a, b] = [series(40 * 300).map((v) => v / 7), series(300 * 50, 3).map((v) => v / 11)];
  const product = (): Float32Array => {
    const out = new Float32Array(2000);
    createWasmKernels({ megabytes: 4 }).matmul(a, b, out, { rows: 40, depth: 300, columns: 50 });
    return out;
  };
  expect(product()).toEqual(product());
});
