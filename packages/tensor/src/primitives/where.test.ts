import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { tensor } from "../creation/tensor.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { less } from "./comparison.ts";
import { where } from "./where.ts";

const flags = tensor([true, false, true]);

describe("where", () => {
  test("selects x where the condition holds, else y", () => {
    expect(where(flags, tensor([1, 2, 3]), tensor([-1, -2, -3])).toArray()).toEqual([1, -2, 3]);
  });

  test("all three broadcast", () => {
    const column = tensor([[10], [20]]);
    expect(where(flags, column, tensor([1, 2, 3])).toArray()).toEqual([
      [10, 2, 10],
      [20, 2, 20],
    ]);
    expect(where(tensor([[true], [false]]), 1, 0).toArray()).toEqual([[1], [0]]);
    expect(where(tensor(true), tensor([1, 2]), 0).toArray()).toEqual([1, 2]);
    expect(where(full([0], 1, "bool"), 1, 2).shape).toEqual([0]);
  });

  test("has the type of x and y; numbers follow tensors, and alone they are float32", () => {
    expect(where(flags, tensor([1, 2, 3], { dtype: "uint8" }), 0).dtype).toBe("uint8");
    expect(where(flags, flags, tensor(false)).dtype).toBe("bool");
    expect(where(flags, 1, 0).dtype).toBe("float32");
  });

  test("does not touch what it does not select, be it NaN", () => {
    expect(where(less(tensor([-1, 1]), 0), tensor([NaN, NaN]), tensor([NaN, 5])).toArray()).toEqual([NaN, 5]);
  });

  test("throws for another condition than bool, for mixed types, for shapes that do not fit", () => {
    expect(() => where(tensor([1, 0]), 1, 0)).toThrow(
      new DTypeError("where: the condition must be bool, got float32; compare it, as in notEqual(x, 0)?"),
    );
    expect(() => where(flags, tensor([1]), tensor([1], { dtype: "int32" }))).toThrow(
      new DTypeError("where: types must match, got float32 and int32; cast one?"),
    );
    expect(() => where(flags, tensor([1, 2]), 0)).toThrow(
      new ShapeError("where: shapes must broadcast, got [3] and [2]; reshape or expand one?"),
    );
    expect(() => where(true as never, 1, 0)).toThrow(
      new TypeError("where: a tensor is needed, got true; make it one with tensor(...)?"),
    );
    expect(() => where(flags, tensor([1], { dtype: "int32" }), 0.5)).toThrow(
      new DTypeError("where: int32 does not hold 0.5; cast the tensor first?"),
    );
  });
});
