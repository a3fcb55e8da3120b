import { expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import type { DType } from "../dtype.ts";
import { DTypeError } from "../errors.ts";
import { cast } from "./cast.ts";
import { flip } from "./movement.ts";

const x = tensor([1.9, -1.9, -0, 300, NaN, Infinity, 2 ** 31], { dtype: "float64" });

test.each<[DType, number[]]>([
  ["float32", [Math.fround(1.9), Math.fround(-1.9), -0, 300, NaN, Infinity, 2 ** 31]],
  ["float64", [1.9, -1.9, -0, 300, NaN, Infinity, 2 ** 31]],
  ["int32", [1, -1, 0, 300, 0, 0, -(2 ** 31)]],
  ["uint8", [1, 255, 0, 44, 0, 0, 0]],
  ["bool", [1, 1, 0, 1, 1, 1, 1]],
])("to %s", (dtype, expected) => {
  const result = cast(x, dtype);
  expect([result.dtype, result.toArray()]).toEqual([dtype, expected]);
  expect(cast(flip(x), dtype).toArray()).toEqual([...expected].reverse());
});

test("to the same type is the tensor itself", () => {
  expect(cast(x, "float64")).toBe(x);
});

test("of scalars, of nothing and of what is stored once", () => {
  expect(cast(tensor(true), "float32").item()).toBe(1);
  expect(cast(full([0, 2], 1), "int32").shape).toEqual([0, 2]);
  expect(cast(full([2], 1.5), "int32").toArray()).toEqual([1, 1]);
});

test("to a type that is none throws", () => {
  for (const dtype of ["float16", "int64", undefined]) expect(() => cast(x, dtype as never)).toThrow(DTypeError);
  expect(() => cast(x, "long" as never)).toThrow(
    'cast: dtype must be float32, float64, int32, uint8 or bool, got the text "long"; choose one of them?',
  );
});
