import {
  bind,
  cos,
  floor,
  fromBuffer,
  multiply,
  negate,
  type Primitive,
  sin,
  stopGradient,
  type Tensor,
  viewOf,
} from "@adjoint/tensor";
import type { PrimitiveCase } from "@adjoint/tensor/testing";
import { describe, expect, test } from "vitest";
import { ConformanceError, checkBatching, checkDerivatives, checkValue } from "./conformance.ts";

type Sine = Primitive<[Tensor], [Tensor], undefined>;
const computed = (x: Tensor, values: Float64Array): Tensor =>
  fromBuffer(x.dtype === "float32" ? Float32Array.from(values) : values, x);

/** The sine as a primitive, right but for what a test changes. */
function rowOf(changes: Partial<Sine> = {}, row: Partial<PrimitiveCase> = {}): PrimitiveCase {
  const sine: Sine = {
    name: "sine",
    shape: ([x]) => [x],
    kernel: ([x]) => [computed(x, Float64Array.from(x.dataSync(), Math.sin))],
    vjp: ([cotangent], [x]) => [() => multiply(cotangent, cos(x))],
    batch: ([x]) => bind(sine, [x], undefined),
    ...changes,
  };
  return {
    name: "the sine",
    inputs: [{ shape: [2, 3] }],
    run: (x) => bind(sine, [x], undefined)[0],
    reference: (x: number[][]) => x.map((line) => line.map(Math.sin)),
    ...row,
  };
}

test("a right primitive passes, with a rule for batches or without", () => {
  for (const row of [rowOf(), rowOf({ batch: null })]) {
    checkValue(row, "float32");
    checkValue(row, "float64");
    checkDerivatives(row);
    checkBatching(row);
  }
});

describe("checkValue finds", () => {
  test("another value", () => {
    const row = rowOf({ kernel: ([x]) => [computed(x, Float64Array.from(x.dataSync(), Math.tan))] });
    expect(() => checkValue(row, "float64")).toThrow(ConformanceError);
    expect(() => checkValue(row, "float64")).toThrow(
      /^the sine in float64: entry 0 of \[2,3\] must be .*, got .*; check/,
    );
    expect(() => checkValue(row, "float64", { tolerance: 100 })).not.toThrow();
  });

  test("another shape", () => {
    const row = rowOf({ kernel: ([x]) => [fromBuffer(new Float64Array(6), { shape: [6], dtype: x.dtype })] });
    expect(() => checkValue(row, "float64")).toThrow("the sine in float64: the shape must be [2,3], got [6]");
  });

  test("a kernel that looks past the strides of a view", () => {
    const row = rowOf({ kernel: ([x]) => [computed(x, Float64Array.from(viewOf(x).buffer, Math.sin))] });
    expect(() => checkValue(row, "float64")).toThrow("the sine in float64 of views: entry 0");
  });
});

describe("checkDerivatives finds", () => {
  test("a wrong derivative", () => {
    const row = rowOf({ vjp: ([cotangent], [x]) => [() => negate(multiply(cotangent, cos(x)))] });
    expect(() => checkDerivatives(row)).toThrow(ConformanceError);
    expect(() => checkDerivatives(row)).toThrow("the sine: gradcheck: derivative 1 for input 0");
  });

  test("a derivative that cannot be differentiated", () => {
    const row = rowOf({ vjp: ([cotangent], [x]) => [() => multiply(cotangent, stopGradient(cos(x)))] });
    expect(() => checkDerivatives(row)).toThrow("the sine: gradcheck: derivative 2");
    checkDerivatives(row, { order: 1 });
  });

  test("a derivative that should be 0", () => {
    expect(() => checkDerivatives(rowOf({}, { isConstant: true }))).toThrow("derivative of the sine: entry 0");
    checkDerivatives(rowOf({}, { run: floor, isConstant: true }));
  });

  test("a row without an input that could vary", () => {
    const row = rowOf({}, { inputs: [{ values: [1, 2], dtype: "int32" }] });
    expect(() => checkDerivatives(row)).toThrow("the sine: a derivative needs a floating-point input, got none");
  });
});

describe("checkBatching finds", () => {
  test("a rule that mixes the examples", () => {
    const row = rowOf({
      batch: ([x]) => [computed(x, Float64Array.from(x.dataSync(), Math.sin).reverse())],
    });
    expect(() => checkBatching(row)).toThrow(ConformanceError);
    expect(() => checkBatching(row)).toThrow("vmap of the sine, example 0: entry 0");
  });

  test("a rule that puts the examples elsewhere", () => {
    const row = rowOf({ batch: ([x]) => [fromBuffer(new Float64Array(18), { shape: [2, 3, 3], dtype: x.dtype })] });
    expect(() => checkBatching(row)).toThrow("vmap of the sine, example 0: the shape must be [2,3], got [3,3]");
  });

  test("a rule that loses the gradient", () => {
    const row = rowOf({ batch: ([x]) => [stopGradient(sin(x))] });
    expect(() => checkBatching(row)).toThrow("gradient of vmap of the sine for floating-point input 0, example 0");
  });
});
