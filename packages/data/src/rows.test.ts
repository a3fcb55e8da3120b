import { ShapeError, tensor, zeros } from "@adjoint/tensor";
import { expect, expectTypeOf, test } from "vitest";
import { rowCount } from "./rows.ts";
import { selectRows } from "./select-rows.ts";
import type { Dataset } from "./to-dataset.ts";

test("rowCount is the size of the first axis that all tensors share", () => {
  expect(rowCount({ x: zeros([3, 2]), y: zeros([3]), names: ["a", "b"], classes: undefined })).toBe(3);
  expect(rowCount({ x: zeros([0, 2]) })).toBe(0);
});

test("rowCount refuses tensors that differ, scalars, and what is no tensor", () => {
  expect(() => rowCount({ x: zeros([3, 2]), y: zeros([2]) })).toThrow(ShapeError);
  expect(() => rowCount({ x: zeros([3, 2]), y: zeros([2]) })).toThrow('one first axis of 3, got [2] for "y"');
  expect(() => rowCount({ x: zeros([]) })).toThrow(ShapeError);
  expect(() => rowCount({ x: zeros([3]), y: zeros([]) })).toThrow(ShapeError);
  expect(() => rowCount({ classes: ["a"] })).toThrow(TypeError);
  // @ts-expect-error a record inside of the record
  expect(() => rowCount({ x: zeros([3]), y: { z: zeros([3]) } })).toThrow(TypeError);
  // @ts-expect-error values that are not wrapped
  expect(() => rowCount({ x: zeros([3]), y: Float32Array.of(1, 2, 3) })).toThrow(TypeError);
});

test("selectRows takes rows of tensors in any order and leaves lists alone", () => {
  const dataset: Dataset = {
    features: tensor([
      [1, 2],
      [3, 4],
      [5, 6],
    ]),
    featureNames: ["a", "b"],
    targets: tensor(Int32Array.of(7, 8, 9)),
  };
  const part = selectRows(dataset, tensor(Int32Array.of(2, 0, 2, -2)));
  expectTypeOf(part).toEqualTypeOf<Dataset>();
  expect(part.features.toArray()).toEqual([
    [5, 6],
    [1, 2],
    [5, 6],
    [3, 4],
  ]);
  expect(part.targets.toArray()).toEqual([9, 7, 9, 8]);
  expect(part.targets.dtype).toBe("int32");
  expect(part.featureNames).toBe(dataset.featureNames);
  expect(() => selectRows(dataset, tensor(Int32Array.of(3)))).toThrow(RangeError);
});
