import { tensor } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { applyUpdates } from "./index.ts";

test("adds, leaf by leaf, in the precision of the leaf", () => {
  expect(applyUpdates({ a: 0.1, b: [Float32Array.of(0.1)] }, { a: 0.2, b: [Float32Array.of(0.2)] })).toEqual({
    a: 0.1 + 0.2,
    b: [Float32Array.of(Math.fround(Math.fround(0.1) + Math.fround(0.2)))],
  });
});

test("nothing broadcasts: an update has the shape of its parameter", () => {
  expect(() => applyUpdates({ w: tensor([1, 2]) }, { w: tensor([1]) })).toThrow(
    new RangeError(
      "optimizer: the update at w must be float32 [2] as its parameter is, got float32 [1]; reshape or cast it?",
    ),
  );
  expect(() => applyUpdates(Float32Array.of(1, 2), Float32Array.of(1))).toThrow(RangeError);
  expect(() => applyUpdates({ w: tensor([1]) }, { w: tensor([1], { dtype: "float64" }) })).toThrow("got float64 [1]");
});

test("trees that differ are named by their path", () => {
  expect(() =>
    applyUpdates<{ layers: { b?: number; c?: number }[] }>({ layers: [{ b: 1 }] }, { layers: [{ c: 1 }] }),
  ).toThrow(
    new TypeError(
      "tree: layers/0 must be a record of {b} as in the first tree, got a record of {c}; rename or add what differs?",
    ),
  );
});
