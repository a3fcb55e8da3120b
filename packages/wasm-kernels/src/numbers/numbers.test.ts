import { contiguousStrides, type DType, sizeOf } from "@adjoint/tensor";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import * as i32 from "../emitter/i32.ts";
import { elementBytes } from "../movement/element-bytes.ts";
import { indicesOf, placeOf, type RandomLayout, randomLayout } from "../testing/random-layout.ts";
import { runKernel } from "../testing/run-kernel.ts";
import { type AlongAxis, bestPlaces, runningSums } from "./along-axis.ts";
import { eachNumber } from "./each-number.ts";
import { floatOperations, numberOperations } from "./number-operations.ts";
import { folds, reduceNumbers } from "./reduce-numbers.ts";

const arrays = { float32: Float32Array, float64: Float64Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array };
const dtypes = Object.keys(arrays) as DType[];

const special = [
  0,
  -0,
  1,
  -1,
  2.5,
  -2.5,
  255,
  256,
  -129,
  2 ** 31,
  -(2 ** 31),
  2 ** 32 + 3,
  -(2 ** 53),
  1e20,
  1e300,
].concat([NaN, Infinity, -Infinity, 0.999, 1e-300, 12345678.75, 2 ** 63, 2 ** 85 + 2 ** 40]);
const arrayOf = (dtype: DType, values: readonly number[]) =>
  new arrays[dtype](dtype === "bool" ? values.map((x) => (x === 0 ? 0 : 1)) : values);

describe.each(dtypes)("from %s", (from) => {
  test.each(dtypes)("casts to %s as typed arrays do", (to) => {
    const x = arrayOf(from, special);
    const each = {
      operation: numberOperations.cast!,
      shape: [x.length],
      dtypes: [from, to],
      strides: [[elementBytes[from]], [elementBytes[to]]],
    };
    const out = runKernel(
      (body, [source], target, _, range) => eachNumber(body, each, range, [source!, target]),
      [x],
      x.length * elementBytes[to],
      {
        parts: [
          [0, 5],
          [5, x.length],
        ],
      },
    );
    expect(new arrays[to](out)).toEqual(arrayOf(to, Array.from(x)));
  });
});

const pairs = special.flatMap((x) => special.map((y) => [x, y] as const));
const naive: Readonly<Record<string, (x: number, y: number, z: number) => number>> = {
  cast: (x) => x,
  add: (x, y) => x + y,
  subtract: (x, y) => x - y,
  negate: (x) => -x,
  abs: (x) => Math.abs(x),
  minimum: (x, y) => Math.min(x, y),
  maximum: (x, y) => Math.max(x, y),
  equal: (x, y) => Number(x === y),
  notEqual: (x, y) => Number(x !== y),
  less: (x, y) => Number(x < y),
  lessEqual: (x, y) => Number(x <= y),
  greater: (x, y) => Number(x > y),
  greaterEqual: (x, y) => Number(x >= y),
  logicalAnd: (x, y) => Number(x !== 0 && y !== 0),
  logicalOr: (x, y) => Number(x !== 0 || y !== 0),
  logicalXor: (x, y) => Number((x !== 0) !== (y !== 0)),
  logicalNot: (x) => Number(x === 0),
  where: (x, y, z) => (x !== 0 ? y : z),
  multiply: (x, y) => x * y,
  divide: (x, y) => x / y,
  square: (x) => x * x,
  sqrt: (x) => Math.sqrt(x),
  floor: (x) => Math.floor(x),
  ceil: (x) => Math.ceil(x),
};
const operations = { ...numberOperations, ...floatOperations };

test.each(Object.keys(operations))("%s is what JavaScript gives, of doubles and of integers", (name) => {
  for (const dtype of name in floatOperations ? (["float64"] as const) : (["float64", "int32"] as const)) {
    const columns = [0, 1, 2].map((shift) =>
      arrayOf(
        dtype,
        pairs.map((pair, i) => [...pair, i % 3][shift]!),
      ),
    );
    const each = {
      operation: operations[name]!,
      shape: [pairs.length],
      dtypes: [dtype, dtype, dtype, dtype],
      strides: [0, 1, 2, 3].map(() => [elementBytes[dtype]]),
    };
    const out = runKernel(
      (body, sources, target, _, range) => eachNumber(body, each, range, [...sources, target]),
      columns,
      pairs.length * elementBytes[dtype],
      { parts: [[0, pairs.length]] },
    );
    const [x, y, z] = columns as [Float64Array, Float64Array, Float64Array]; // or of integers: numbers are read alone
    const expected = pairs.map((_, i) => naive[name]!(x[i]!, y[i]!, z[i]!));
    expect(new arrays[dtype](out)).toEqual(arrayOf(dtype, expected));
  }
});

const layoutWithAxis = fc
  .array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 3 })
  .chain((shape) => fc.record({ x: randomLayout(shape), axis: fc.nat(shape.length - 1) }));
const valuesFor = ({ length }: RandomLayout, dtype: DType) =>
  arrayOf(
    dtype,
    Array.from({ length }, (_, i) => (Math.imul(i + 3, 0x9e3779b1) >> 26) * (i % 7 === 5 ? 0 : 1)),
  );

const naiveFolds: Readonly<Record<string, (values: number[]) => number>> = {
  sum: (values) => values.reduce((total, x) => total + x, 0),
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  any: (values) => Number(values.some((x) => x !== 0)),
  all: (values) => Number(values.every((x) => x !== 0)),
};

test.each(Object.keys(folds))("%s reduces an axis of any type", (name) => {
  fc.assert(
    fc.property(layoutWithAxis, fc.constantFrom(...dtypes), ({ x, axis }, dtype) => {
      const values = valuesFor(x, dtype);
      const strides = x.strides.map((stride) => stride * elementBytes[dtype]);
      const others = x.shape.filter((_, i) => i !== axis);
      const out = runKernel(
        (body, [source], target, _, range) => {
          const kept = others.map((length, i) => ({
            length,
            steps: [strides.filter((_, at) => at !== axis)[i]!, 8 * contiguousStrides(others)[i]!],
          }));
          const reduced = [{ length: x.shape[axis]!, steps: [strides[axis]!] }];
          const reduction = { fold: folds[name]!, from: dtype, to: "float64" as const, kept, reduced };
          const whole = kept.length > 0 ? reduction : { ...reduction, kept: [{ length: 1, steps: [0, 0] }] };
          const start = i32.add(source!, i32.const(x.offset * elementBytes[dtype]));
          reduceNumbers(body, whole, range, [start, target]);
        },
        [values],
        8 * sizeOf(others),
        { parts: [[0, others[0] ?? 1]] },
      );
      const expected = indicesOf(others).map((index) => {
        const along = Array.from({ length: x.shape[axis]! }, (_, k) => [
          ...index.slice(0, axis),
          k,
          ...index.slice(axis),
        ]);
        return naiveFolds[name]!(along.map((at) => values[placeOf(x, at)]!));
      });
      expect(Array.from(new Float64Array(out), (value) => value + 0)).toEqual(expected.map((value) => value + 0));
    }),
  );
});

/** A row of numbers, and what runs along it. */
const alongRow = (dtype: DType, length: number, outStep: number): AlongAxis => ({
  from: dtype,
  to: "float64",
  lead: [{ length: 1, steps: [0, 0] }],
  length,
  step: elementBytes[dtype],
  outStep,
});

test("running sums are rounded once each", () => {
  const x = Float32Array.of(0.1, 1e8, -1e8, 0.25);
  const out = runKernel(
    (body, [source], target, _, range) =>
      runningSums(body, { ...alongRow("float32", 4, 4), to: "float32" }, range, [source!, target]),
    [x],
    16,
  );
  let total = 0;
  expect(new Float32Array(out)).toEqual(x.map((value) => (total += value)));
});

test.each([
  ["largest", [1, 5, 5, 2], 1],
  ["smallest", [4, 1, 3, 1], 1],
  ["largest", [1, NaN, 5, NaN], 1],
  ["smallest", [1, -7, NaN, -9], 2],
  ["largest", [-Infinity, -Infinity], 0],
] as const)("the first of the %s of %j is at %i", (best, values, expected) => {
  const out = runKernel(
    (body, [source], target, _, range) =>
      bestPlaces(body, best, alongRow("float64", values.length, 0), range, [source!, target]),
    [Float64Array.from(values)],
    4,
  );
  expect(new Int32Array(out)[0]).toBe(expected);
});
