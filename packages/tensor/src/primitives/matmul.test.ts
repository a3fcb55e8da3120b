import { describe, expect, test } from "vitest";
import { full } from "../creation/full.ts";
import { arange } from "../creation/ranges.ts";
import { tensor } from "../creation/tensor.ts";
import type { DType } from "../dtype.ts";
import { DTypeError, ShapeError } from "../errors.ts";
import { smallIntegers } from "../testing/small-integers.ts";
import { matmul } from "./matmul.ts";
import { flip, reshape, swapLastAxes, transpose } from "./movement.ts";
import { sum } from "./sum.ts";

const a = tensor([
  [1, 2, 3],
  [4, 5, 6],
]);

test("a known product", () => {
  const b = tensor([
    [7, 8],
    [9, 10],
    [11, 12],
  ]);
  expect(matmul(a, b).toArray()).toEqual([
    [58, 64],
    [139, 154],
  ]);
});

test("a vector on the left is a row, on the right a column, and its axis goes", () => {
  expect(matmul(tensor([1, -1]), a).toArray()).toEqual([-3, -3, -3]);
  expect(matmul(a, tensor([1, 0, -1])).toArray()).toEqual([-2, -2]);
  expect(matmul(tensor([1, 2]), tensor([3, 4])).item()).toBe(11);
  const batch = reshape(arange(0, 12, 1, "float32"), [2, 2, 3]);
  expect(matmul(batch, tensor([1, 1, 1])).toArray()).toEqual([
    [3, 12],
    [21, 30],
  ]);
  expect(matmul(tensor([1, 1]), batch).shape).toEqual([2, 3]);
});

// as numpy.matmul gives them
test.each([
  [
    [4, 2, 3],
    [3, 5],
    [4, 2, 5],
  ],
  [
    [2, 3],
    [4, 3, 5],
    [4, 2, 5],
  ],
  [
    [4, 1, 2, 3],
    [6, 3, 5],
    [4, 6, 2, 5],
  ],
  [
    [1, 1, 2],
    [7, 2, 1],
    [7, 1, 1],
  ],
  [[3], [4, 3, 5], [4, 5]],
  [[4, 2, 3], [3], [4, 2]],
  [
    [2, 0],
    [0, 3],
    [2, 3],
  ],
  [
    [0, 2],
    [2, 3],
    [0, 3],
  ],
  [
    [0, 2, 3],
    [3, 4],
    [0, 2, 4],
  ],
  [
    [2, 3],
    [3, 0],
    [2, 0],
  ],
  [[0], [0], []],
])("%j x %j -> %j", (left, right, shape) => {
  const product = matmul(full(left, 1), full(right, 1));
  expect(product.shape).toEqual(shape);
  const inner = left.at(-1)!;
  expect(new Set(product.dataSync())).toEqual(new Set(product.size ? [inner] : []));
});

describe("large products, over the edges of every block", () => {
  test.each([
    [5, 1025, 6],
    [67, 3, 515],
    [130, 131, 1],
    [1, 600, 9],
    [9, 513, 513],
  ])("%d x %d x %d agree with sums of single products, in any layout", (m, k, n) => {
    const [x, y] = [smallIntegers([m, k], 1), smallIntegers([k, n], 2)];
    const [dx, dy] = [x.dataSync(), y.dataSync()];
    const wanted = Float64Array.from({ length: m * n }, (_, at) => {
      let total = 0;
      for (let l = 0; l < k; l++) total += dx[Math.floor(at / n) * k + l]! * dy[l * n + (at % n)]!;
      return total;
    });
    expect(matmul(x, y).dataSync()).toEqual(wanted);
    const [turnedX, turnedY] = [smallIntegers([k, m], 3), smallIntegers([n, k], 4)];
    expect(matmul(transpose(turnedX), transpose(turnedY)).dataSync()).toEqual(
      transpose(matmul(turnedY, turnedX)).dataSync(),
    );
    expect(matmul(flip(x, { axis: 1 }), flip(y, { axis: 0 })).dataSync()).toEqual(wanted);
  });
});

test("float32 products are summed in double precision", () => {
  const k = 100_000;
  const x = full([1, k], 0.1);
  const exact = k * Math.fround(0.1) ** 2;
  for (const n of [1, 8]) {
    const got = sum(matmul(x, full([k, n], 0.1))).item() / n;
    expect(Math.abs(got - exact)).toBeLessThanOrEqual(2 ** -23 * exact);
  }
});

test("integer products wrap around exactly", () => {
  const most = 2 ** 31 - 1;
  const square = full([4, 4], most, "int32");
  const wrapped = Number(BigInt.asIntN(32, 4n * BigInt(most) ** 2n));
  expect(new Set(matmul(square, square).dataSync())).toEqual(new Set([wrapped]));
  expect(matmul(full([300], 255, "uint8"), full([300], 255, "uint8")).item()).toBe((300 * 255 * 255) % 256);
});

test("infinities and NaN come through", () => {
  expect(matmul(tensor([[Infinity, 1]]), tensor([[1], [2]])).item()).toBe(Infinity);
  expect(matmul(tensor([[Infinity, 1]]), tensor([[0], [2]])).item()).toBeNaN();
  const big = full([8, 8], 1);
  const holed = tensor(new Float32Array(64).fill(1, 1), { shape: [8, 8] });
  (holed.dataSync() as Float32Array)[0] = NaN;
  expect(matmul(holed, big).toArray()).toEqual([
    new Array<number>(8).fill(NaN),
    ...Array.from({ length: 7 }, () => new Array<number>(8).fill(8)),
  ]);
});

test("a batch of transposed matrices", () => {
  const x = smallIntegers([3, 4, 5], 1);
  const gram = matmul(x, swapLastAxes(x));
  expect(gram.toArray()).toEqual(swapLastAxes(gram).toArray());
});

test.each<[readonly number[], readonly number[], string]>([
  [[2, 3], [4, 5], "matmul: inner sizes must match, got [2,3] x [4,5]; transpose one?"],
  [[3], [4], "matmul: inner sizes must match, got [3] x [4]; transpose one?"],
  [[2, 3], [2], "matmul: inner sizes must match, got [2,3] x [2]; transpose one?"],
  [[], [2], "matmul: a scalar is no matrix, got shape []; use multiply?"],
  [[2, 1, 3], [4, 3, 1], "matmul: shapes must broadcast, got [2] and [4]; reshape or expand one?"],
])("%j x %j throws", (left, right, message) => {
  expect(() => matmul(full(left, 1), full(right, 1))).toThrow(new ShapeError(message));
});

test("mixed types and bool throw", () => {
  const of = (dtype: DType) => full([2, 2], 1, dtype);
  expect(() => matmul(of("float32"), of("float64"))).toThrow(
    new DTypeError("matmul: types must match, got float32 and float64; cast one?"),
  );
  expect(() => matmul(of("bool"), of("bool"))).toThrow(
    new DTypeError('matmul: a numeric type is needed, got bool; cast it, as in cast(x, "float32")?'),
  );
});
