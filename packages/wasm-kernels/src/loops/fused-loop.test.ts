import { describe, expect, test } from "vitest";
import type { Value } from "../emitter/value.ts";
import { runLoop } from "../testing/run-loop.ts";
import {
  type AnyExpression,
  apply,
  constant,
  type Expression,
  input,
  rowMax,
  rowMean,
  rowMin,
  rowSum,
} from "./expression.ts";
import * as op from "./operations.ts";

const f = Math.fround;
const series = (size: number, seed = 1): Float32Array =>
  Float32Array.from({ length: size }, (_, i) => ((Math.imul(i + 1, 0x9e3779b1 * seed) >>> 8) / 2 ** 24) * 8 - 4);
const [x, y, z] = [input(0), input(1), input(2)];
const flat = (size: number, inputs: number, value: AnyExpression) => ({
  shape: [size],
  inputs: Array.from({ length: inputs }, () => ({})),
  outputs: [{ value }],
});

describe("elementwise", () => {
  test.each([0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 17, 33])("%i elements", (size) => {
    const [a, b] = [series(size), series(size, 3)];
    const [out] = runLoop(flat(size, 2, op.add(op.multiply(x, y), 0.5)), [a, b], size);
    expect(out).toEqual(Float32Array.from(a, (v, i) => f(f(v * b[i]!) + 0.5)));
  });

  test.each<[string, Expression, (a: number, b: number) => number]>([
    ["subtract", op.subtract(x, y), (a, b) => a - b],
    ["divide", op.divide(x, y), (a, b) => a / b],
    ["maximum", op.maximum(x, y), Math.max],
    ["minimum", op.minimum(x, y), Math.min],
    ["negate", op.negate(x), (a) => -a],
    ["abs", op.abs(x), Math.abs],
    ["sqrt", op.sqrt(x), Math.sqrt],
    ["rsqrt", op.rsqrt(op.abs(x)), (a) => 1 / f(Math.sqrt(Math.abs(a)))],
    ["square", op.square(x), (a) => a * a],
    ["floor", op.floor(x), Math.floor],
    ["ceil", op.ceil(x), Math.ceil],
    ["round", op.round(x), (a) => (Math.abs(a % 1) === 0.5 ? 2 * Math.round(a / 2) : Math.round(a))],
    ["where less", op.where(op.less(x, y), x, -1), (a, b) => (a < b ? a : -1)],
    ["lessEqual", op.toNumber(op.lessEqual(x, y)), (a, b) => Number(a <= b)],
    ["greater", op.toNumber(op.greater(x, y)), (a, b) => Number(a > b)],
    ["greaterEqual", op.toNumber(op.greaterEqual(x, y)), (a, b) => Number(a >= b)],
    ["equal", op.toNumber(op.equal(x, y)), (a, b) => Number(a === b)],
    ["notEqual", op.toNumber(op.notEqual(x, y)), (a, b) => Number(a !== b)],
    ["and", op.toNumber(op.logicalAnd(op.less(x, 1), op.less(y, 1))), (a, b) => Number(a < 1 && b < 1)],
    ["or", op.toNumber(op.logicalOr(op.less(x, 1), op.less(y, 1))), (a, b) => Number(a < 1 || b < 1)],
    ["not", op.toNumber(op.logicalNot(op.less(x, 1))), (a) => Number(!(a < 1))],
  ])("%s", (_, value, expected) => {
    const a = Float32Array.from([...series(9), NaN, 0, -0, Infinity, -Infinity, 2.5, 1]);
    const b = Float32Array.from([...series(9, 5), 1, -0, 0, -Infinity, NaN, 2.5, 1]);
    const [out] = runLoop(flat(16, 2, value), [a, b], 16);
    expect(out).toEqual(Float32Array.from(a, (v, i) => expected(v, b[i]!)));
  });

  test.each<[string, Expression, (a: number) => number]>([
    ["exp", op.exp(x), Math.exp],
    ["expm1", op.expm1(x), Math.expm1],
    ["log", op.log(op.abs(x)), (a) => Math.log(Math.abs(a))],
    ["log1p", op.log1p(op.abs(x)), (a) => Math.log1p(Math.abs(a))],
    ["tanh", op.tanh(x), Math.tanh],
    ["sigmoid", op.sigmoid(x), (a) => 1 / (1 + Math.exp(-a))],
    ["sin", op.sin(x), Math.sin],
    ["cos", op.cos(x), Math.cos],
    ["pow", op.pow(op.abs(x), 1.5), (a) => Math.abs(a) ** 1.5],
  ])("%s", (_, value, expected) => {
    const a = series(13);
    const [out] = runLoop(flat(13, 1, value), [a], 13);
    for (const [i, result] of out!.entries()) expect(result).toBeCloseTo(expected(a[i]!), 5);
  });

  test("an expression that is shared fifty times over takes no longer than it is deep", () => {
    const doubled = Array.from({ length: 50 }).reduce<Expression>((value) => op.multiply(op.add(value, value), 0.5), x);
    const row = op.subtract(op.exp(op.subtract(doubled, rowMax(doubled))), rowSum(op.multiply(doubled, 0)));
    const [out] = runLoop({ shape: [1, 5], inputs: [{}], outputs: [{ value: row }] }, [new Float32Array(5).fill(3)], 5);
    expect(out).toEqual(new Float32Array(5).fill(1));
  });

  test("a shared expression is written once", () => {
    let written = 0;
    const shared = apply(
      (_, a) => {
        written++;
        return a;
      },
      [x],
    );
    runLoop(flat(8, 1, op.add(op.multiply(shared, shared), shared)), [series(8)], 8);
    expect(written).toBe(1);
  });
});

describe("strides", () => {
  const [rows, columns] = [3, 7];
  const matrix = series(rows * columns);
  test("a row, a column and a scalar are broadcast", () => {
    const value = op.add(op.add(op.multiply(x, y), z), input(3));
    const inputs = [{}, { strides: [0, 1] }, { strides: [1, 0] }, { strides: [0, 0] }];
    const [row, column, scalar] = [series(columns, 3), series(rows, 5), Float32Array.of(0.25)];
    const loop = { shape: [rows, columns], inputs, outputs: [{ value }] };
    const [out] = runLoop(loop, [matrix, row, column, scalar], rows * columns);
    const at = (i: number): number => f(f(matrix[i]! * row[i % columns]!) + column[Math.floor(i / columns)]!);
    expect(out).toEqual(Float32Array.from(matrix, (_, i) => f(at(i) + 0.25)));
  });

  test("transposed, spaced and four axes", () => {
    const [transposed] = runLoop(
      { shape: [columns, rows], inputs: [{ strides: [1, columns] }], outputs: [{ value: op.negate(x) }] },
      [matrix],
      21,
    );
    expect(transposed).toEqual(
      Float32Array.from(matrix, (_, i) => -matrix[(i % rows) * columns + Math.floor(i / rows)]!),
    );
    const shape = [2, 3, 2, 5];
    const values = series(60);
    const [out] = runLoop(
      { shape, inputs: [{}, { strides: [0, 1, 0, 3] }], outputs: [{ value: op.add(x, y) }] },
      [values, series(20, 3)],
      60,
    );
    const other = series(20, 3);
    expect(out).toEqual(values.map((v, i) => v + other[(Math.floor(i / 10) % 3) + 3 * (i % 5)]!));
  });

  test("strides that do not fit", () => {
    const loop = { shape: [2, 3], inputs: [{ strides: [1] }], outputs: [{ value: x }] };
    expect(() => runLoop(loop, [matrix], 6)).toThrow(/one stride for each axis of \[2,3\]/);
    expect(() => runLoop(flat(4, 1, y), [matrix], 4)).toThrow("loop: input(1) must be one of 1 inputs");
    const spaced = { shape: [2, 3], inputs: [{}], outputs: [{ value: x, strides: [6, 2] }] };
    expect(() => runLoop(spaced, [matrix], 12)).toThrow(/rows of an output must be contiguous/);
    const loose = { shape: [2, 3], inputs: [{}], outputs: [{ value: x, strides: [1, 0] }] };
    expect(() => runLoop(loose, [matrix], 2)).toThrow(/needs a value that the row shares/);
  });
});

describe("types", () => {
  test.each([4, 7])("integers, bytes and masks are read and written, %i elements", (size) => {
    const integers = Int32Array.from({ length: size }, (_, i) => i * 3 - 8);
    const bytes = Uint8Array.from({ length: size }, (_, i) => i * 40);
    const loop = {
      shape: [size],
      inputs: [{ type: "int32" as const }, { type: "uint8" as const }],
      outputs: [
        { type: "int32" as const, value: op.divide(x, 2) },
        { type: "uint8" as const, value: op.add(y, 100) },
        { type: "bool" as const, value: op.less(x, 0) },
        { type: "bool" as const, value: y },
      ],
    };
    const [halves, more, negative, isSet] = runLoop(loop, [integers, bytes], size);
    expect(halves).toEqual(integers.map((v) => Math.trunc(v / 2)));
    expect(more).toEqual(bytes.map((v) => Math.min(v + 100, 255)));
    expect(negative).toEqual(Uint8Array.from(integers, (v) => Number(v < 0)));
    expect(isSet).toEqual(bytes.map((v) => Number(v !== 0)));
  });

  test("a byte for each row, and bytes by columns", () => {
    const loop = {
      shape: [2, 6],
      inputs: [
        { type: "bool" as const, strides: [1, 0] },
        { type: "uint8" as const, strides: [1, 2] },
      ],
      outputs: [{ value: op.add(op.multiply(x, 1000), y) }],
    };
    const bytes = Uint8Array.from({ length: 12 }, (_, i) => i);
    const [out] = runLoop(loop, [Uint8Array.of(0, 1), bytes], 12);
    expect(out).toEqual(Float32Array.of(0, 2, 4, 6, 8, 10, 1001, 1003, 1005, 1007, 1009, 1011));
  });
});

describe("rows", () => {
  test.each([1, 3, 4, 16, 17, 100, 9001, 20_003])("sums, means and extremes of %i integers are exact", (columns) => {
    const values = Float32Array.from({ length: 2 * columns }, (_, i) => (i % 17) - 5);
    const outputs = [rowSum(x), rowMean(x), rowMax(x), rowMin(x)].map((value) => ({ value, strides: [1, 0] }));
    const results = runLoop({ shape: [2, columns], inputs: [{}], outputs }, [values], 2);
    const rows = [values.slice(0, columns), values.slice(columns)];
    const sums = rows.map((row) => row.reduce((total, v) => total + v, 0));
    expect(results).toEqual([
      Float32Array.from(sums),
      Float32Array.from(sums, (sum) => sum / columns),
      Float32Array.from(rows, (row) => Math.max(...row)),
      Float32Array.from(rows, (row) => Math.min(...row)),
    ]);
  });

  test("along columns of words and of bytes", () => {
    const [size, apart] = [43, 3];
    const words = Float32Array.from({ length: size * apart }, (_, i) => i % 50);
    const bytes = Uint8Array.from(words);
    const outputs = [rowSum(x), rowSum(y)].map((value) => ({ value, strides: [1, 0] }));
    const inputs = [{ strides: [1, apart] }, { strides: [1, apart], type: "uint8" as const }];
    const results = runLoop({ shape: [apart, size], inputs, outputs }, [words, bytes], apart);
    const expected = new Float32Array(apart);
    for (const [i, value] of words.entries()) expected[i % apart]! += value;
    expect(results).toEqual([expected, expected]);
  });

  test("a sum of ten million numbers keeps its digits", () => {
    const [out] = runLoop(
      { shape: [1, 1e7], inputs: [{}], outputs: [{ value: rowSum(x), strides: [1, 0] }] },
      [new Float32Array(1e7).fill(0.1)],
      1,
    );
    expect(Math.abs(out![0]! / (f(0.1) * 1e7) - 1)).toBeLessThan(64 * 2 ** -24); // 64 additions in a row, then double precision
  });

  test("NaN and infinities", () => {
    const outputs = [rowSum(x), rowMax(x), rowMin(x)].map((value) => ({ value, strides: [1, 0] }));
    const of = (...values: number[]) =>
      runLoop({ shape: [1, values.length], inputs: [{}], outputs }, [Float32Array.from(values)], 1).map((r) => r[0]);
    expect(of(1, 2, 3, 4, NaN)).toEqual([NaN, NaN, NaN]);
    expect(of(-Infinity, -Infinity)).toEqual([-Infinity, -Infinity, -Infinity]);
    expect(of(-5, -6, -7, -8, -9)).toEqual([-35, -5, -9]);
    expect(of()).toEqual([0, -Infinity, Infinity]);
  });

  const softmaxOf = (value: Expression): Expression => {
    const powers = op.exp(op.subtract(value, rowMax(value)));
    return op.divide(powers, rowSum(powers));
  };
  const naiveSoftmax = (row: Float32Array): number[] => {
    const largest = Math.max(...row);
    const powers = Array.from(row, (v) => Math.exp(v - largest));
    const total = powers.reduce((sum, v) => sum + v, 0);
    return powers.map((v) => v / total);
  };

  test.each([[undefined], [0]])("softmax, in place: %s", (place) => {
    const columns = 37;
    const values = series(5 * columns).map((v) => v * 20);
    const [out] = runLoop(flatRows(5, columns, softmaxOf(x)), [values], 5 * columns, [place]);
    for (let i = 0; i < 5; i++) {
      const row = values.slice(i * columns, (i + 1) * columns);
      const largest = Math.max(...row);
      // the difference to the largest is rounded, then some steps of 2^-24
      for (const [j, v] of naiveSoftmax(row).entries())
        expect(Math.abs(out![i * columns + j]! - v)).toBeLessThan((largest - row[j]! + 12) * 2 ** -24 * v + 2 ** -148);
    }
  });

  test("softmax of rows with infinities and NaN, with 0 for a largest number that is not finite", () => {
    const largest = rowMax(x);
    const powers = op.exp(op.subtract(x, op.where(op.isFinite(largest), largest, 0)));
    const softmaxOfAny = op.multiply(powers, op.divide(1, rowSum(powers)));
    const of = (...values: number[]): number[] => {
      const row = Float32Array.from(values);
      return [...runLoop(flatRows(1, row.length, softmaxOfAny), [row], row.length)[0]!];
    };
    expect(of(-Infinity, 2, -Infinity, 2, -Infinity)).toEqual([0, 0.5, 0, 0.5, 0]);
    expect(of(3e38, -3e38, 3e38, 0)).toEqual([0.5, 0, 0.5, 0]);
    expect(of(Infinity, 3, -3, 0, -Infinity)).toEqual([NaN, 0, 0, 0, 0]);
    expect(of(1, NaN, -Infinity)).toEqual([NaN, NaN, NaN]);
    expect(of(-Infinity, -Infinity)).toEqual([NaN, NaN]);
  });

  test.each<[string, Expression, number]>([
    ["the largest of other numbers", op.subtract(x, rowMax(y)), 80],
    ["half of the largest", op.subtract(x, op.multiply(rowMax(x), 0.5)), 160],
    ["the smallest", op.subtract(x, rowMin(x)), 80],
    [
      "a largest number that is left out where it is large",
      op.subtract(x, op.where(op.less(rowMax(x), 9), rowMax(x), 0)),
      80,
    ],
    ["minus the largest", op.add(x, rowMax(x)), 40],
  ])("a power of the difference from %s may be large", (_, difference, largest) => {
    const row = { shape: [1, 3], inputs: [{}, {}], outputs: [{ value: op.exp(difference) }] };
    const [out] = runLoop(row, [Float32Array.of(largest, 0, 1), Float32Array.of(0, -1, -2)], 3);
    expect(out![0]! / Math.exp(80)).toBeCloseTo(1, 6);
  });

  test("the exponentials of a softmax are computed once, and kept for the third turn", () => {
    let written = 0;
    const write = (_: unknown, a: Value<"v128">): Value<"v128"> => {
      written++;
      return a;
    };
    const counted = apply(write, [op.subtract(x, rowMax(x))], true);
    runLoop(flatRows(1, 4, op.divide(counted, rowSum(counted))), [series(4)], 4);
    expect(written).toBe(1);
  });

  test("log-sum-exp where exp alone overflows", () => {
    const largest = rowMax(x);
    const value = op.add(op.log(rowSum(op.exp(op.subtract(x, largest)))), largest);
    const loop = { shape: [2, 6], inputs: [{}], outputs: [{ value, strides: [1, 0] }] };
    const values = Float32Array.of(1000, 999, 998, 0, -5, 3, -200, -201, -199, -200, -204, -200);
    const [out] = runLoop(loop, [values], 2);
    const naive = (row: Float32Array, top: number): number =>
      top + Math.log(row.reduce((sum, v) => sum + Math.exp(v - top), 0));
    expect(out![0]).toBeCloseTo(naive(values.slice(0, 6), 1000), 3);
    expect(out![1]).toBeCloseTo(naive(values.slice(6), -199), 4);
  });

  test.each([[undefined], [0]])("layer normalisation with scale and bias, in place: %s", (place) => {
    const columns = 50;
    const values = series(4 * columns).map((v) => v + 100);
    const [scale, bias] = [series(columns, 3), series(columns, 5)];
    const centered = op.subtract(x, rowMean(x));
    const deviation = op.sqrt(op.add(rowMean(op.square(centered)), 1e-5));
    const value = op.add(op.multiply(op.divide(centered, deviation), y), z);
    const inputs = [{}, { strides: [0, 1] }, { strides: [0, 1] }];
    const loop = { shape: [4, columns], inputs, outputs: [{ value }] };
    const [out] = runLoop(loop, [values, scale, bias], 4 * columns, [place]);
    for (let i = 0; i < 4; i++) {
      const row = Array.from(values.slice(i * columns, (i + 1) * columns));
      const mean = row.reduce((sum, v) => sum + v, 0) / columns;
      const variance = row.reduce((sum, v) => sum + (v - mean) ** 2, 0) / columns;
      for (const [j, v] of row.entries())
        expect(out![i * columns + j]).toBeCloseTo(((v - mean) / Math.sqrt(variance + 1e-5)) * scale[j]! + bias[j]!, 4);
    }
  });

  test("reductions of what the row shares, and a constant for all", () => {
    const value = op.add(rowSum(constant(2)), rowSum(y));
    const loop = { shape: [2, 5], inputs: [{}, { strides: [1, 0] }], outputs: [{ value }, { value: constant(3) }] };
    const results = runLoop(loop, [series(10), Float32Array.of(1, 4)], 10);
    expect(results).toEqual([Float32Array.of(15, 15, 15, 15, 15, 30, 30, 30, 30, 30), new Float32Array(10).fill(3)]);
  });
});

test("a step of Adam writes three arrays in place in one pass", () => {
  const size = 1003;
  const [parameters, gradients, first] = [series(size), series(size, 3), series(size, 5)];
  const second = series(size, 7).map(Math.abs);
  const m = op.add(op.multiply(z, 0.9), op.multiply(y, 0.1));
  const v = op.add(op.multiply(input(3), 0.999), op.multiply(op.square(y), 0.001));
  const step = op.divide(op.multiply(m, input(4)), op.add(op.sqrt(v), 1e-8));
  const outputs = [op.subtract(x, step), m, v].map((value) => ({ value }));
  const inputs = [{}, {}, {}, {}, { strides: [0] }];
  const arrays = [parameters, gradients, first, second, Float32Array.of(0.01)];
  const results = runLoop({ shape: [size], inputs, outputs }, arrays, size, [0, 2, 3]);
  const momentOne = first.map((old, i) => f(f(old * f(0.9)) + f(gradients[i]! * f(0.1))));
  const momentTwo = second.map((old, i) => f(f(old * f(0.999)) + f(f(gradients[i]! ** 2) * f(0.001))));
  const moved = parameters.map((old, i) =>
    f(old - f(f(momentOne[i]! * f(0.01)) / f(f(Math.sqrt(momentTwo[i]!)) + f(1e-8)))),
  );
  expect(results).toEqual([moved, momentOne, momentTwo]);
});

function flatRows(rows: number, columns: number, value: Expression) {
  return { shape: [rows, columns], inputs: [{}], outputs: [{ value }] };
}
