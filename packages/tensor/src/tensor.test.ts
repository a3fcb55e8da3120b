import { inspect } from "node:util";
import { beforeAll, describe, expect, test, vi } from "vitest";
import {
  add,
  arange,
  broadcastTo,
  cast,
  flip,
  full,
  isTensor,
  nextTraceId,
  ShapeError,
  slice,
  sum,
  Tensor,
  type Trace,
  TraceError,
  tensor,
  transpose,
  zeros,
} from "./index.ts";

const matrix = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

test("a tensor knows its shape, type, rank and size", () => {
  expect(matrix.shape).toEqual([2, 3]);
  expect([matrix.dtype, matrix.rank, matrix.size]).toEqual(["float32", 2, 6]);
  const scalar = tensor(7);
  expect([scalar.shape, scalar.rank, scalar.size]).toEqual([[], 0, 1]);
  expect([zeros([3, 0, 2]).rank, zeros([3, 0, 2]).size]).toEqual([3, 0]);
});

test("its shape is its own: who changes the list that it was made from changes nothing", () => {
  const sizes = [2, 3];
  const made = [zeros(sizes), tensor(new Float32Array(6), { shape: sizes }), broadcastTo(tensor(1), sizes)];
  sizes.push(4);
  expect(made.map((x) => x.shape)).toEqual([
    [2, 3],
    [2, 3],
    [2, 3],
  ]);
});

describe("values come out", () => {
  test("as the storage itself where elements lie side by side, with no copy", () => {
    const values = new Float64Array([1, 2, 3, 4, 5, 6]);
    const x = tensor(values, { shape: [2, 3] });
    expect(x.dataSync()).toBe(values);
    const row = slice(x, [1]).dataSync();
    expect([...row]).toEqual([4, 5, 6]);
    expect(row.buffer).toBe(values.buffer);
  });

  test("as a copy in row-major order otherwise, in the type of the tensor", () => {
    expect([...transpose(matrix).dataSync()]).toEqual([1, 4, 2, 5, 3, 6]);
    expect([...flip(matrix).dataSync()]).toEqual([6, 5, 4, 3, 2, 1]);
    expect([...broadcastTo(tensor([1, 2]), [2, 2]).dataSync()]).toEqual([1, 2, 1, 2]);
    const classes = (["float32", "float64", "int32", "uint8", "bool"] as const).map(
      (dtype) => flip(cast(matrix, dtype)).dataSync().constructor,
    );
    expect(classes).toEqual([Float32Array, Float64Array, Int32Array, Uint8Array, Uint8Array]);
  });

  test("by a promise as well, which brings the same values", async () => {
    const promise = matrix.data();
    expect(promise).toBeInstanceOf(Promise);
    expect(await promise).toBe(matrix.dataSync());
  });

  test("as nested arrays, one level an axis, down to a number for a scalar", () => {
    expect(matrix.toArray()).toEqual([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(transpose(matrix).toArray()).toEqual([
      [1, 4],
      [2, 5],
      [3, 6],
    ]);
    expect(tensor(3).toArray()).toBe(3);
    expect(tensor([true, false]).toArray()).toEqual([1, 0]);
    expect(zeros([0]).toArray()).toEqual([]);
    expect(zeros([2, 0]).toArray()).toEqual([[], []]);
    expect(zeros([0, 2]).toArray()).toEqual([]);
    expect(zeros([1, 2, 0]).toArray()).toEqual([[[], []]]);
  });

  test("as one number, of a tensor with one element and any number of axes", () => {
    expect(tensor(2.5).item()).toBe(2.5);
    expect(tensor([[[7]]], { dtype: "int32" }).item()).toBe(7);
    expect(tensor(true).item()).toBe(1);
    expect(slice(matrix, [1, [1, 2]]).item()).toBe(5);
    expect(() => matrix.item()).toThrow(new ShapeError("item: one element is needed, got shape [2,3]; use toArray()?"));
    expect(() => zeros([0]).item()).toThrow(ShapeError);
  });
});

describe("a tensor as text", () => {
  test("shows type, shape and values", () => {
    expect(String(matrix)).toBe("float32 [2,3] [[1, 2, 3], [4, 5, 6]]");
    expect(String(tensor(-0.5))).toBe("float32 [] -0.5");
    expect(String(tensor([true, false]))).toBe("bool [2] [true, false]");
    expect(String(tensor([1, 255], { dtype: "uint8" }))).toBe("uint8 [2] [1, 255]");
    expect(String(tensor([-0, NaN, -Infinity]))).toBe("float32 [3] [-0, NaN, -Infinity]");
    expect(String(zeros([2, 0]))).toBe("float32 [2,0] [[], []]");
    expect(String(zeros([0, 2]))).toBe("float32 [0,2] []");
  });

  test("shows the shortest decimals that read back as the same numbers", () => {
    expect(String(tensor([0.1, 1 / 3, 16777216, 1e-45]))).toBe("float32 [4] [0.1, 0.33333334, 16777216, 1e-45]");
    expect(String(tensor([0.1, 1 / 3], { dtype: "float64" }))).toBe("float64 [2] [0.1, 0.3333333333333333]");
  });

  test("shows the first and last three entries of an axis longer than seven", () => {
    expect(String(arange(0, 7))).toBe("int32 [7] [0, 1, 2, 3, 4, 5, 6]");
    expect(String(arange(0, 8))).toBe("int32 [8] [0, 1, 2, ..., 5, 6, 7]");
    expect(String(transpose(broadcastTo(arange(0, 8), [2, 8])))).toBe(
      "int32 [8,2] [[0, 0], [1, 1], [2, 2], ..., [5, 5], [6, 6], [7, 7]]",
    );
  });

  test("is quick and short however many elements there are", () => {
    expect(String(zeros([100_000_000]))).toBe("float32 [100000000] [0, 0, 0, ..., 0, 0, 0]");
  });

  test("is what console.log prints in Node.js", () => {
    expect(inspect(matrix)).toBe("Tensor float32 [2,3] [[1, 2, 3], [4, 5, 6]]");
    expect(inspect({ loss: tensor(1) })).toBe("{ loss: Tensor float32 [] 1 }");
  });
});

describe("a traced tensor", () => {
  const trace: Trace = { id: nextTraceId(), record: () => [] };
  const traced = new Tensor([2], "float32", undefined, trace);

  test("has a shape and a type, and says so when printed", () => {
    expect([traced.shape, traced.rank, traced.size]).toEqual([[2], 1, 2]);
    expect(String(traced)).toBe("float32 [2] (traced)");
    expect(isTensor(traced)).toBe(true);
  });

  test("has no values to read", async () => {
    expect(() => traced.dataSync()).toThrow(TraceError);
    expect(() => traced.toArray()).toThrow(/^toArray: a traced tensor has no values to read; /);
    expect(() => new Tensor([], "float32", undefined, trace).item()).toThrow(/^item: .*; /);
    await expect(traced.data()).rejects.toThrow(TraceError);
  });
});

describe("isTensor", () => {
  test("tells tensors from everything else", () => {
    expect(isTensor(matrix)).toBe(true);
    for (const other of [1, "a", null, undefined, [1], {}, new Float32Array(1), { shape: [1], dtype: "float32" }])
      expect(isTensor(other)).toBe(false);
  });

  describe("with a second copy of the package", () => {
    let foreign: Tensor;
    beforeAll(async () => {
      vi.resetModules();
      foreign = (await import("./index.ts")).full([2], 1);
    });

    test("says what happened, whichever operation meets the tensor of the other", () => {
      const message =
        "tensor: a tensor of one copy of @adjoint/tensor is needed, got two; keep one, it is a peer dependency?";
      expect(foreign).not.toBeInstanceOf(Tensor);
      expect(() => isTensor(foreign)).toThrow(new TypeError(message));
      expect(() => add(full([2], 1), foreign)).toThrow(message);
      expect(() => sum(foreign)).toThrow(message);
      expect(() => transpose(foreign)).toThrow(message);
    });
  });
});
