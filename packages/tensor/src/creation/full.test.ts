import { expect, test } from "vitest";
import { add } from "../primitives/arithmetic.ts";
import { full, ones, onesLike, zeros, zerosLike } from "./full.ts";
import { tensor } from "./tensor.ts";

test("one number everywhere, float32 unless asked otherwise", () => {
  expect(full([2, 2], 0.5).toArray()).toEqual([
    [0.5, 0.5],
    [0.5, 0.5],
  ]);
  expect([full([], 3).item(), full([], 3).dtype]).toEqual([3, "float32"]);
  expect([zeros([2]).toArray(), ones([2], "int32").toArray(), ones([2], "int32").dtype]).toEqual([
    [0, 0],
    [1, 1],
    "int32",
  ]);
  expect(full([1], NaN).item()).toBeNaN();
  expect(ones([0, 3]).shape).toEqual([0, 3]);
});

test("it is stored once, whatever the size", () => {
  const x = zeros([1000, 1000, 1000]);
  expect([x.size, x.view!.buffer.length, x.view!.strides]).toEqual([1e9, 1, [0, 0, 0]]);
});

test("what is computed of it has a storage of its own", () => {
  const x = zeros([3]);
  expect(add(x, tensor([1, 2, 3])).toArray()).toEqual([1, 2, 3]);
  expect(x.toArray()).toEqual([0, 0, 0]);
});

test("zerosLike and onesLike take shape and type of another", () => {
  const x = tensor(new Int32Array(6), { shape: [2, 3] });
  expect([zerosLike(x).shape, zerosLike(x).dtype, zerosLike(x).toArray()]).toEqual([
    [2, 3],
    "int32",
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
  ]);
  expect(onesLike(tensor([true, false])).toArray()).toEqual([1, 1]);
});
