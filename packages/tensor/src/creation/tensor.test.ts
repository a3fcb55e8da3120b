import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../errors.ts";
import { type NestedValues, tensor } from "./tensor.ts";

describe("tensor of plain values", () => {
  test("takes its shape from nested arrays", () => {
    const x = tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]);
    expect([x.shape, x.dtype, [...x.dataSync()]]).toEqual([[3, 2], "float32", [1, 2, 3, 4, 5, 6]]);
    expect(tensor([[[1]], [[2]]]).shape).toEqual([2, 1, 1]);
    expect(tensor(5).shape).toEqual([]);
  });

  test("takes empty arrays", () => {
    expect(tensor([]).shape).toEqual([0]);
    expect(tensor([[], []]).shape).toEqual([2, 0]);
    expect(tensor([[[], []]]).shape).toEqual([1, 2, 0]);
    expect(tensor([], { dtype: "int32" }).dtype).toBe("int32");
  });

  test("is float32 for numbers, also among booleans, and bool for booleans alone", () => {
    expect(tensor(true).dtype).toBe("bool");
    expect(tensor([[true], [false]]).toArray()).toEqual([[1], [0]]);
    const mixed = tensor([true, 2]);
    expect([mixed.dtype, mixed.toArray()]).toEqual(["float32", [1, 2]]);
    expect(tensor([true, false], { dtype: "float64" }).dtype).toBe("float64");
  });

  test("rounds to the type asked for where it has fractions", () => {
    expect(tensor([0.1], { dtype: "float64" }).item()).toBe(0.1);
    expect(tensor([0.1]).item()).toBe(Math.fround(0.1));
  });

  test("as bool is 1 for everything but 0, NaN included", () => {
    expect(tensor([0, -0, 2, -0.5, NaN], { dtype: "bool" }).toArray()).toEqual([0, 0, 1, 1, 1]);
  });

  test("takes another shape for the same number of values", () => {
    expect(tensor([1, 2, 3, 4], { shape: [2, 2] }).toArray()).toEqual([
      [1, 2],
      [3, 4],
    ]);
    expect(tensor(3, { shape: [1, 1] }).shape).toEqual([1, 1]);
    expect(tensor([], { shape: [0, 3] }).shape).toEqual([0, 3]);
  });

  test.each<[NestedValues, string]>([
    [[[1, 2], [3]], "[2] and [1]"],
    [[[1], [2, 3]], "[1] and [2]"],
    [[1, [2]], "[] and [1]"],
    [[[1], 2], "[1] and []"],
    [[[], [1]], "[0] and [1]"],
    [[[1, 2], []], "[2] and [0]"],
    [[[1, 2], [3], [4, 5, 6]], "[2] and [1]"],
    [[[[1], [2]], [[3, 4]]], "[2,1] and [1,2]"],
  ])("ragged arrays throw: %j", (values, got) => {
    expect(() => tensor(values)).toThrow(
      new ShapeError(`tensor: nested arrays must all have one form, got ${got}; pad the short ones?`),
    );
  });
});

describe("tensor of a typed array", () => {
  test.each([
    [new Float32Array([1, 2]), "float32"],
    [new Float64Array([1, 2]), "float64"],
    [new Int32Array([1, 2]), "int32"],
    [new Uint8Array([1, 2]), "uint8"],
  ] as const)("is it, without a copy: %s", (values, dtype) => {
    const x = tensor(values);
    expect([x.shape, x.dtype]).toEqual([[2], dtype]);
    expect(x.view!.buffer).toBe(values);
    expect(tensor(values, { shape: [2, 1], dtype }).view!.buffer).toBe(values);
  });

  test("that begins inside its buffer is seen from there on", () => {
    const values = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    expect(tensor(values).toArray()).toEqual([1, 2]);
  });

  test("of another type is converted, a copy", () => {
    const values = new Uint8Array([0, 1, 200]);
    const x = tensor(values, { dtype: "float32" });
    expect([x.dtype, x.toArray()]).toEqual(["float32", [0, 1, 200]]);
    expect(tensor(values, { dtype: "bool" }).toArray()).toEqual([0, 1, 1]);
    values[0] = 7;
    expect(x.toArray()).toEqual([0, 1, 200]);
  });

  test.each([
    [new Uint8ClampedArray(1), "a Uint8ClampedArray"],
    [new BigInt64Array(1), "a BigInt64Array"],
    [new Int16Array(1), "a Int16Array"],
    ["12", 'the text "12"'],
    [undefined, "undefined"],
    [null, "null"],
    [[1, null], "null"],
    [[[1], ["2"]], 'the text "2"'],
    [[1n], "1"],
    [{ 0: 1 }, "a record of {0}"],
    [tensor([1]), "a Tensor"],
  ])("of no type of ours throws: %o", (values, got) => {
    expect(() => tensor(values as never)).toThrow(
      new DTypeError(`tensor: numbers are needed, got ${got}; convert it with Number or Array.from?`),
    );
  });
});

test("values that an integer type does not hold throw", () => {
  for (const [dtype, value] of [
    ["int32", 0.5],
    ["int32", 2 ** 31],
    ["int32", NaN],
    ["uint8", -1],
    ["uint8", 256],
  ] as const)
    expect(() => tensor([0, value], { dtype })).toThrow(
      new RangeError(`tensor: ${dtype} does not hold ${value}; round it or choose another dtype?`),
    );
});

test("shapes and types that cannot be throw", () => {
  expect(() => tensor([1, 2, 3], { shape: [2, 2] })).toThrow(
    new ShapeError("tensor: shape [2,2] holds 4 values, got 3; give another shape?"),
  );
  expect(() => tensor([1], { shape: [-1] })).toThrow(ShapeError);
  expect(() => tensor([1], { shape: 1 as never })).toThrow("tensor: a list of sizes is needed, got 1; ");
  expect(() => tensor([1], { dtype: "float16" as never })).toThrow(
    new DTypeError(
      'tensor: dtype must be float32, float64, int32, uint8 or bool, got the text "float16"; choose one of them?',
    ),
  );
});
