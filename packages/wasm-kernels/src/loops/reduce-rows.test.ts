import { expect, test } from "vitest";
import { runReduceRows } from "../testing/run-loop.ts";
import { input, rowSum } from "./expression.ts";
import { less, multiply, where } from "./operations.ts";

const integers = (size: number): Float32Array => Float32Array.from({ length: size }, (_, i) => ((i * 7) % 19) - 6);
const reducers = {
  sum: (column: number[]) => column.reduce((total, v) => total + v, 0),
  mean: (column: number[]) => column.reduce((total, v) => total + v, 0) / column.length,
  max: (column: number[]) => Math.max(...column),
  min: (column: number[]) => Math.min(...column),
};

test.each(["sum", "mean", "max", "min"] as const)("%s over rows, exactly", (combine) => {
  for (const batch of [1, 2])
    for (const rows of [1, 2, 3, 4, 5, 8, 11])
      for (const columns of [1, 3, 4, 9]) {
        const values = integers(batch * rows * columns);
        const out = runReduceRows({ shape: [batch, rows, columns], inputs: [{}], combine, value: input(0) }, [values]);
        const expected = Float32Array.from({ length: batch * columns }, (_, i) => {
          const start = Math.floor(i / columns) * rows * columns + (i % columns);
          return reducers[combine](Array.from({ length: rows }, (_, k) => values[start + k * columns]!));
        });
        expect(out).toEqual(expected);
      }
});

test("an expression of several inputs is reduced as it is computed", () => {
  // the gradient of a bias behind relu: sum of cotangents where the output is positive, times one factor a row
  const [rows, columns] = [6, 10];
  const [outputs, cotangents, factors] = [integers(60), integers(60).reverse(), Float32Array.of(1, 2, 3, 4, 5, 6)];
  const value = multiply(where(less(0, input(0)), input(1), 0), input(2));
  const inputs = [{}, { strides: [0, columns, 1] }, { strides: [0, 1, 0] }];
  const out = runReduceRows({ shape: [1, rows, columns], inputs, combine: "sum", value }, [
    outputs,
    cotangents,
    factors,
  ]);
  const expected = new Float32Array(columns);
  for (let i = 0; i < 60; i++)
    if (outputs[i]! > 0) expected[i % columns]! += cotangents[i]! * factors[Math.floor(i / columns)]!;
  expect(out).toEqual(expected);
});

test("what cannot be reduced", () => {
  const none = { shape: [1, 0, 4], inputs: [{}], combine: "sum", value: input(0) } as const;
  expect(() => runReduceRows(none, [])).toThrow(/at least one row, got \[1,0,4\]/);
  const twice = { ...none, shape: [1, 2, 4], value: rowSum(input(0)) } as const;
  expect(() => runReduceRows(twice, [])).toThrow(/got one that reduces rows/);
  const unknown = { ...none, shape: [1, 2, 4], value: input(1) } as const;
  expect(() => runReduceRows(unknown, [])).toThrow("reduceRows: input(1) must be one of 1 inputs");
});
