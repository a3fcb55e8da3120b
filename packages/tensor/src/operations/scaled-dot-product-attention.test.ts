import { describe, expect, test } from "vitest";
import { DTypeError, ShapeError } from "../errors.ts";
import { cast, full, greaterEqual, multiply, scaledDotProductAttention, tensor, where, zeros } from "../index.ts";
import { smallIntegers } from "../testing/small-integers.ts";

const [q, k, v] = [smallIntegers([2, 3, 4], 1), smallIntegers([2, 5, 4], 2), smallIntegers([2, 5, 2], 3)];

const expectClose = (got: Float64Array, expected: Float64Array): void => {
  expect(got.length).toBe(expected.length);
  got.forEach((x, i) => {
    expect(Math.abs(x - expected[i]!)).toBeLessThanOrEqual(1e-12);
  });
};
const valuesOf = (...inputs: Parameters<typeof scaledDotProductAttention>): Float64Array =>
  scaledDotProductAttention(...inputs).dataSync() as Float64Array; // every input here is float64

test("equal scores give the mean of the values", () => {
  const values = tensor([[1], [2], [6]]);
  expect(scaledDotProductAttention(zeros([1, 4]), zeros([3, 4]), values).toArray()).toEqual([[3]]);
});

test("a key that matches far better than the others gives its value, without overflow", () => {
  const keys = tensor([[1000], [-1000]]);
  const values = tensor([
    [1, 2],
    [3, 4],
  ]);
  expect(scaledDotProductAttention(tensor([[1000], [-1000]]), keys, values).toArray()).toEqual([
    [1, 2],
    [3, 4],
  ]);
});

test("a mask of truths is one of 0 and -Infinity", () => {
  const allowed = greaterEqual(smallIntegers([3, 5], 5), -1);
  const added = where(allowed, full([], 0, "float64"), -Infinity);
  expectClose(valuesOf(q, k, v, { mask: allowed }), valuesOf(q, k, v, { mask: added }));
});

test("an added mask shifts the scores, for all queries alike where it broadcasts", () => {
  const bias = smallIntegers([5], 6);
  const shifted = valuesOf(q, k, v, { mask: bias });
  // two more coordinates give the same scores: the bias times 1, with the square root of the new size made good
  const [wide, scale] = [multiply(q, Math.sqrt(5 / 4)), Math.sqrt(5)];
  const extended = (t: typeof q, last: (i: number) => number): typeof q =>
    tensor(
      (t.toArray() as number[][][]).map((matrix) => matrix.map((row, i) => [...row, last(i)])),
      { dtype: "float64" },
    );
  const biases = bias.toArray() as number[];
  const plain = valuesOf(
    extended(wide, () => scale),
    extended(k, (i) => biases[i]!),
    v,
  );
  expectClose(shifted, plain);
});

test("causal: with as many keys as queries, none sees the keys behind it", () => {
  const [keys, values] = [smallIntegers([3, 4], 2), smallIntegers([3, 2], 3)];
  const queries = smallIntegers([3, 4], 1);
  const lower = tensor([
    [true, false, false],
    [true, true, false],
    [true, true, true],
  ]);
  expectClose(valuesOf(queries, keys, values, { causal: true }), valuesOf(queries, keys, values, { mask: lower }));
});

test("causal: queries and keys end together", () => {
  // with more keys, the first query sees the keys before it as well: what a cache of keys needs
  const whole = scaledDotProductAttention(
    smallIntegers([5, 4], 1),
    smallIntegers([5, 4], 2),
    smallIntegers([5, 2], 3),
    {
      causal: true,
    },
  );
  const queries = tensor((smallIntegers([5, 4], 1).toArray() as number[][]).slice(3), { dtype: "float64" });
  const last = valuesOf(queries, smallIntegers([5, 4], 2), smallIntegers([5, 2], 3), { causal: true });
  expectClose(last, whole.dataSync().slice(6) as Float64Array);
  // with fewer, the first queries see nothing
  const few = scaledDotProductAttention(
    smallIntegers([3, 4], 1),
    smallIntegers([1, 4], 2),
    tensor([[7, 8]], { dtype: "float64" }),
    {
      causal: true,
    },
  );
  expect(few.toArray()).toEqual([
    [0, 0],
    [0, 0],
    [7, 8],
  ]);
});

test("causal and a mask hold together", () => {
  const [queries, keys, values] = [zeros([2, 1]), zeros([2, 1]), tensor([[2], [4]])];
  const mask = tensor([[false, true]]);
  expect(scaledDotProductAttention(queries, keys, values, { mask, causal: true }).toArray()).toEqual([[0], [4]]);
});

test("a query that may see nothing gives zeros, by either kind of mask", () => {
  const blind = tensor([[true], [false], [true]]);
  const rows = (values: Float64Array): number[] => [...values].slice(2, 4);
  expect(rows(valuesOf(q, k, v, { mask: blind }))).toEqual([0, 0]);
  const added = tensor([[0], [-Infinity], [0]], { dtype: "float64" });
  expect(rows(valuesOf(q, k, v, { mask: added }))).toEqual([0, 0]);
  expectClose(valuesOf(q, k, v, { mask: added }), valuesOf(q, k, v, { mask: blind }));
});

test("no keys give zeros, no queries nothing", () => {
  expect(scaledDotProductAttention(zeros([2, 3]), zeros([0, 3]), zeros([0, 2])).toArray()).toEqual([
    [0, 0],
    [0, 0],
  ]);
  expect(scaledDotProductAttention(zeros([2, 3]), zeros([0, 3]), zeros([0, 2]), { causal: true }).shape).toEqual([
    2, 2,
  ]);
  expect(scaledDotProductAttention(zeros([0, 3]), zeros([2, 3]), zeros([2, 2])).shape).toEqual([0, 2]);
});

describe("what does not fit throws", () => {
  test.each([
    ["other key sizes", [zeros([2, 3]), zeros([2, 4]), zeros([2, 4])], ShapeError, "got [2,3], [2,4], [2,4]"],
    ["other numbers of values", [zeros([2, 3]), zeros([4, 3]), zeros([5, 4])], ShapeError, "transpose one?"],
    ["a vector", [zeros([3]), zeros([4, 3]), zeros([4, 4])], ShapeError, "[m, d]"],
    ["types", [zeros([2, 3]), zeros([4, 3], "float64"), zeros([4, 4])], DTypeError, "float32 and float64"],
    ["integers", [zeros([2, 3], "int32"), zeros([4, 3], "int32"), zeros([4, 4], "int32")], DTypeError, "int32"],
  ] as const)("%s", (_, [a, b, c], type, part) => {
    expect(() => scaledDotProductAttention(a, b, c)).toThrow(type);
    expect(() => scaledDotProductAttention(a, b, c)).toThrow(part);
  });
  test("a mask of another shape or of integers", () => {
    const [a, b] = [zeros([2, 3]), zeros([4, 3])];
    expect(() => scaledDotProductAttention(a, b, b, { mask: zeros([4, 2]) })).toThrow(ShapeError);
    expect(() => scaledDotProductAttention(a, b, b, { mask: cast(zeros([2, 4]), "int32") })).toThrow("a mask to bool");
  });
});
